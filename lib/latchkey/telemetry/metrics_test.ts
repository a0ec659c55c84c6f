/** Metrics of the store and the hasher. */
import assert from "node:assert/strict";
import { createPasswordHasher, HasherBusy } from "../crypto/password_hasher.ts";
import { testServices } from "../testing/services.ts";
import { observeStore } from "./observed_store.ts";
import { observeStoreMetrics } from "./store_metrics.ts";
import { createTelemetry } from "./telemetry.ts";

Deno.test("counts a store operation that throws as failed, and rethrows", async () => {
  await using services = await testServices();
  const telemetry = createTelemetry({ isRead: true });
  const store = observeStore({
    ...services.store,
    ping: () => Promise.reject(new Error("away")),
  }, telemetry);
  await assert.rejects(store.ping(), /away/);
  const [family] = telemetry.instruments.families.filter(({ name }) =>
    name === "latchkey.store.duration"
  );
  const [series] = await family.read();
  assert.deepEqual(series.labels, ["ping", "failed"]);
});

Deno.test("an unresponsive store leaves out its own metrics only", async () => {
  await using services = await testServices();
  const telemetry = createTelemetry({ isRead: true });
  observeStoreMetrics(telemetry, {
    sessions: {
      ...services.store.sessions,
      count: () => new Promise(() => {}),
    },
    mailQueue: {
      ...services.store.mailQueue,
      list: () => Promise.reject(new Error("away")),
    },
  }, services.now);
  for (const { name, read } of telemetry.instruments.families) {
    if (/sessions|queue/.test(name)) assert.deepEqual(await read(), [], name);
  }
});

Deno.test("counts the hash queue's length, waits and rejections", async () => {
  const telemetry = createTelemetry({ isRead: true });
  const held: (() => void)[] = [];
  const hash = () =>
    new Promise<string>((done) => held.push(() => done("hash")));
  const hasher = createPasswordHasher({
    cost: 4,
    concurrency: 1,
    queueLimit: 2,
    telemetry,
    load: () =>
      Promise.resolve({
        bcrypt: {
          genSalt: () => Promise.resolve(""),
          hash,
          compare: () => Promise.resolve(false),
        },
        native: true,
      }),
  });
  const series = async (name: string) => {
    const family = telemetry.instruments.families.find((family) =>
      family.name === name
    );
    return (await family!.read())[0];
  };
  const all = Promise.allSettled(
    Array.from({ length: 4 }, () => hasher.hash("12345")),
  );
  while (held.length === 0) await new Promise((done) => setTimeout(done));
  assert.equal((await series("latchkey.hash.queue.length")).value, 2);
  assert.equal((await series("latchkey.hash.rejected")).value, 1);
  await new Promise((done) => setTimeout(done, 60));
  for (let ended = 0; ended < 3; ended++) {
    while (held.length === 0) await new Promise((done) => setTimeout(done));
    held.shift()!();
  }
  const outcomes = await all;
  assert.ok(
    outcomes.some((outcome) =>
      outcome.status === "rejected" && outcome.reason instanceof HasherBusy
    ),
  );
  assert.equal((await series("latchkey.hash.queue.length")).value, 0);
  const waits = await series("latchkey.hash.wait");
  assert.equal(waits.buckets!.reduce((sum, count) => sum + count), 3);
  assert.ok(waits.value >= 0.12, "two of them waited for the first");
});
