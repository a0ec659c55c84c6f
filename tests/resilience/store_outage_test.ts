/**
 * A database that is locked by another program, slow, unresponsive or closed,
 * seen through HTTP.
 */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { holdLocks, onEachDatabase } from "@latchkey/core/testing/databases";
import { readSettings, type Services } from "@latchkey/core";
import { openServices } from "@latchkey/core/server";
import { site as SITE } from "../../lib/site.ts";
import { messages, sentence } from "../pages.ts";
import { ANNA, openSite, ORIGIN, type Site } from "../site.ts";

/** Logs in as a program, which gets errors as JSON. */
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

async function openFile(databaseFile: string): Promise<Services["store"]> {
  const env = { APP_ENV: "test", DATABASE_FILE: databaseFile };
  return (await openServices(SITE, readSettings(SITE, env))).store;
}

Deno.test("a database locked by another program answers 503 to logins, logs one line and recovers by itself", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/latchkey.db`;
  {
    await using site = await openSite({
      store: await openFile(path),
      settings: { logLevel: "warn" },
    });
    const { logged } = site;
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
    const away = messages.errors.statuses[503];
    assert.match(html, sentence(away.title));
    assert.match(html, sentence(away.next));
    const { status, title, detail } = await json.json();
    assert.deepEqual({ status, title }, { status: 503, title: away.title });
    assert.doesNotMatch(detail, /sqlite|locked|\.db/i);
    assert.equal((await visitor.get("/")).status, 200);

    other.exec("ROLLBACK");
    other.close();
    await visitor.logIn(ANNA);
    const lines = logged.filter((line) =>
      line.includes("database.unavailable")
    );
    assert.equal(lines.length, 1);
    assert.doesNotMatch(lines[0], /stack|example\.com/);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a program that writes repeatedly beside the site, such as an import, disturbs no request", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/latchkey.db`;
  {
    await using site = await openSite({ store: await openFile(path) });
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
    await Promise.all(people.map((visitor) => visitor.logIn(ANNA)));
    isOver = true;
    await importing;
    other.close();
  }
  await Deno.remove(folder, { recursive: true });
});

onEachDatabase(
  "a table that stays locked answers 503 to logins within a time limit, and recovers once released",
  async ({ open, settings, dialect }) => {
    const { store } = await open();
    const kept = { ...store, close: () => Promise.resolve() };
    await using site = await openSite({ store: kept });
    {
      await using _lock = dialect === "sqlite"
        ? holdFile(settings.databaseFile!)
        : await holdLocks(
          settings.databaseUrl!.href,
          "lock table users, sessions, rate_limits in access exclusive mode",
        );
      const began = performance.now();
      const response = await askForToken(site);
      assert.equal(response.status, 503);
      assert.ok(Number(response.headers.get("retry-after")) > 0);
      assert.ok(performance.now() - began < 15_000);
    }
    assert.equal((await askForToken(site)).status, 200);
  },
);

function holdFile(path: string): AsyncDisposable {
  const other = new DatabaseSync(path);
  other.exec("begin exclusive");
  return { [Symbol.asyncDispose]: () => Promise.resolve(other.close()) };
}

onEachDatabase(
  "a closed database answers 503, not 500",
  async ({ settings }) => {
    const testing = readSettings(SITE, { APP_ENV: "test" });
    const { store } = await openServices(SITE, { ...testing, ...settings });
    await using site = await openSite({
      store: { ...store, close: () => Promise.resolve() },
    });
    await store.close();
    assert.equal((await askForToken(site)).status, 503);
    assert.equal((await site.fetch("/readyz")).status, 503);
    assert.equal((await site.fetch("/healthz")).status, 200);
  },
);
