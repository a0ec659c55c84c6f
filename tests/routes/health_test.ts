import assert from "node:assert/strict";
import { StoreUnavailableError, until } from "@latchkey/core/testing";
import { ANNA, openSite } from "../site.ts";

Deno.test("/healthz answers while the process is alive", async () => {
  await using site = await openSite();
  assert.equal((await site.fetch("/healthz")).status, 200);
});

Deno.test("/readyz reports whether the store answers", async () => {
  await using site = await openSite();
  assert.equal((await site.fetch("/readyz")).status, 200);
  site.services.store.ping = () => Promise.reject(new Error("away"));
  const response = await site.fetch("/readyz");
  assert.equal(response.status, 503);
  assert.equal(response.headers.get("retry-after"), "5");
});

Deno.test("/readyz fails when the store rejects writes, and shares one write among concurrent requests", async () => {
  await using site = await openSite();
  const { limits } = site.services.store;
  const take = limits.take.bind(limits);
  let writes = 0;
  let answer: () => Promise<void> = async () => {};
  Object.assign(limits, {
    async take(...args: Parameters<typeof take>) {
      writes++;
      await answer();
      return await take(...args);
    },
  });
  const statuses = async () => {
    const asked = Array.from({ length: 50 }, () => site.fetch("/readyz"));
    return new Set((await Promise.all(asked)).map(({ status }) => status));
  };
  const began = performance.now();
  assert.deepEqual(await statuses(), new Set([200]));
  assert.deepEqual(await statuses(), new Set([200]));
  const seconds = (performance.now() - began) / 1000;
  assert.ok(writes >= 1 && writes <= 1 + seconds, String(writes));

  const { promise, resolve } = Promise.withResolvers<void>();
  answer = () => promise; // A write that never finishes.
  await until(async () => (await site.fetch("/readyz")).status === 503);
  const before = writes;
  assert.deepEqual(await statuses(), new Set([503]));
  assert.equal(writes, before);
  resolve();
  await until(async () => (await site.fetch("/readyz")).status === 200);
});

/** A site, and its log entries of level `warn` and above. */
async function loggedSite() {
  const site = await openSite({ settings: { logLevel: "warn" } });
  return { site, logged: () => site.logged.map((line) => JSON.parse(line)) };
}

for (
  const [error, level] of [
    [new StoreUnavailableError("gone"), "warn"],
    [new Error("away"), "error"],
  ] as const
) {
  Deno.test(`/readyz logs ${error.name} from the store once, however often it is asked`, async () => {
    const { site, logged } = await loggedSite();
    await using _ = site;
    site.services.store.ping = () => Promise.reject(error);
    for (let count = 0; count < 20; count++) {
      assert.equal((await site.fetch("/readyz")).status, 503);
    }
    const [line, ...rest] = logged();
    assert.deepEqual(rest, []);
    assert.equal(line.event, "database.unreachable");
    assert.equal(line.level, level);
    assert.equal("stack" in line, level === "error");
  });
}

Deno.test("/readyz doesn't suppress the log entry about rejected visitors", async () => {
  const { site, logged } = await loggedSite();
  await using _ = site;
  const gone = () => Promise.reject(new StoreUnavailableError("gone"));
  Object.assign(site.services.store, {
    ping: gone,
    limits: { ...site.services.store.limits, take: gone },
  });
  await site.fetch("/readyz");
  const body = new URLSearchParams(ANNA);
  const { status } = await site.fetch("/token", { method: "POST", body });
  assert.equal(status, 503);
  assert.deepEqual(
    logged().map(({ event }) => event),
    ["database.unreachable", "database.unavailable"],
  );
});
