/** A database that is locked by another program, slow, stuck or closed, through the front door. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { createLog } from "../../lib/log.ts";
import { kvStore, openKv, openKvStore } from "../../lib/store/kv.ts";
import { guardKv } from "../../lib/store/kv_trouble.ts";
import { sentence, words } from "../pages.ts";
import { ANNA, openSite, ORIGIN, type Site } from "../site.ts";
import { until } from "../until.ts";

/** Signs in as a program, which is told of errors in JSON. */
const askForToken = async ({ handler }: Site, client = "192.0.2.1") =>
  await handler(
    new Request(new URL("/token", ORIGIN), {
      method: "POST",
      body: new URLSearchParams(ANNA),
    }),
    {
      remoteAddr: { transport: "tcp", hostname: client, port: 4711 },
      completed: Promise.resolve(),
    },
  );

Deno.test("a database locked by another program is 503 to who signs in, one line in the log, and well again by itself", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/latchkey.db`;
  {
    const logged: string[] = [];
    await using site = await openSite({
      store: await openKvStore(path),
      log: createLog("warn", "json", (_level, line) => logged.push(line)),
    });
    const other = new DatabaseSync(path);
    other.exec("BEGIN EXCLUSIVE");
    const visitor = site.visitor();
    const [page, json, ready, healthy] = await Promise.all([
      visitor.post("/auth/login", ANNA),
      askForToken(site),
      site.fetch("/readyz"),
      site.fetch("/healthz"),
    ]);
    assert.deepEqual([ready.status, healthy.status], [503, 200]);
    for (const { status, headers } of [page, json]) {
      assert.equal(status, 503);
      assert.ok(Number(headers.get("retry-after")) > 0);
      assert.equal(headers.get("x-content-type-options"), "nosniff");
    }
    const html = await page.text();
    const away = words.errors.statuses[503];
    assert.match(html, sentence(away.title));
    assert.match(html, sentence(away.next));
    const { status, title, detail } = await json.json();
    assert.deepEqual({ status, title }, { status: 503, title: away.title });
    assert.doesNotMatch(detail, /sqlite|locked|\.db/i);
    assert.equal((await visitor.get("/")).status, 200);

    other.exec("ROLLBACK");
    other.close();
    await visitor.signIn(ANNA);
    const lines = logged.filter((line) => line.includes("store.unavailable"));
    assert.equal(lines.length, 1);
    assert.doesNotMatch(lines[0], /stack|example\.com/);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a program that writes again and again beside the site, as an import does, disturbs nobody", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/latchkey.db`;
  {
    await using site = await openSite({ store: await openKvStore(path) });
    const other = new DatabaseSync(path);
    other.exec("PRAGMA busy_timeout = 10000");
    let isOver = false;
    const importing = (async () => {
      while (!isOver) {
        other.exec("BEGIN IMMEDIATE");
        await new Promise((done) => setTimeout(done, 15));
        other.exec("COMMIT");
        await new Promise((done) => setTimeout(done, 5));
      }
    })();
    const people = Array.from({ length: 8 }, () => site.visitor());
    await Promise.all(people.map((visitor) => visitor.signIn(ANNA)));
    isOver = true;
    await importing;
    other.close();
  }
  await Deno.remove(folder, { recursive: true });
});

/** A database in memory whose reads and writes wait until `release`. */
async function stuckKv() {
  const kv = await openKv(":memory:");
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  let asked = 0;
  const stuck = new Proxy(kv, {
    get(_, name) {
      const member = Reflect.get(kv, name, kv);
      if (typeof member !== "function") return member;
      if (!["get", "getMany"].includes(String(name))) return member.bind(kv);
      return async (...args: unknown[]) => {
        asked++;
        await gate.promise;
        return await member.apply(kv, args);
      };
    },
  });
  return {
    kv: stuck,
    asked: () => asked,
    block: () => void (gate = Promise.withResolvers()),
    release: () => gate.resolve(),
  };
}

Deno.test("a database that answers too slowly is 503 in bounded time, and well again once it is quick", async () => {
  const { kv, block, release } = await stuckKv();
  const store = kvStore(guardKv(kv, { callMs: 1_000, calls: 100 }));
  await using site = await openSite({ store });
  block();
  const began = performance.now();
  const response = await askForToken(site);
  assert.equal(response.status, 503);
  assert.equal(response.headers.get("retry-after"), "5");
  assert.ok(performance.now() - began < 15_000);
  release();
  assert.equal((await askForToken(site)).status, 200);
});

Deno.test("a crowd before a stuck database is refused at once, so that nothing piles up", async () => {
  const { kv, asked, block, release } = await stuckKv();
  const store = kvStore(guardKv(kv, { callMs: 60_000, calls: 10 }));
  await using site = await openSite({ store });
  block();
  const before = asked();
  let refused = 0;
  const answers = Array.from({ length: 200 }, async (_, index) => {
    const { status } = await askForToken(site, `198.51.100.${index}`);
    if (status === 503) refused++;
  });
  await until(() => refused === 190); // Ten are still waiting for the database.
  assert.equal(asked() - before, 10);
  release();
  await Promise.all(answers);
  await until(async () => (await askForToken(site)).status === 200);
});

Deno.test("a closed database is 503, not a fault", async () => {
  const kv = await openKv(":memory:");
  await using site = await openSite({
    store: { ...kvStore(kv), close: () => Promise.resolve() },
  });
  kv.close();
  assert.equal((await askForToken(site)).status, 503);
  assert.equal((await site.fetch("/readyz")).status, 503);
  assert.equal((await site.fetch("/healthz")).status, 200);
});

Deno.test("what is no trouble of the database stays a fault", async () => {
  const kv = await openKv(":memory:");
  await assert.rejects(
    kv.set(["large"], new Uint8Array(70_000)),
    (error: Error) => error.name === "TypeError",
  );
  kv.close();
});
