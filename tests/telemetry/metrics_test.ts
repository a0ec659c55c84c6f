import assert from "node:assert/strict";
import { testServices } from "@latchkey/core/testing";
import {
  createPasswordHasher,
  HasherBusy,
} from "../../lib/latchkey/crypto/password_hasher.ts";
import { observeStore } from "../../lib/latchkey/telemetry/observed_store.ts";
import { observeStoreMetrics } from "../../lib/latchkey/telemetry/store_metrics.ts";
import { createTelemetry } from "../../lib/latchkey/telemetry/telemetry.ts";
import { ANNA, openSite, type Site } from "../site.ts";
import {
  readPrometheus,
  type Sample,
  valueOf,
} from "../../lib/latchkey/testing/telemetry/read_prometheus.ts";

const TOKEN = "3f9c8a71d2e64b05af10c7b8e5d94f26";

/** A site whose numbers may be read. */
async function openWatchedSite(): Promise<Site> {
  const telemetry = createTelemetry({ isRead: true });
  const services = await testServices({ telemetry });
  const store = observeStore(services.store, telemetry);
  observeStoreMetrics(telemetry, store, services.now);
  return await openSite({
    telemetry,
    store,
    settings: { metricsToken: TOKEN },
  });
}

function scrape(site: Site, authorization?: string): Promise<Response> {
  const headers = authorization === undefined ? undefined : { authorization };
  return site.fetch("/metrics", { headers });
}

async function read(site: Site): Promise<Sample[]> {
  const response = await scrape(site, `Bearer ${TOKEN}`);
  assert.equal(response.status, 200);
  return readPrometheus(await response.text());
}

Deno.test("where no token is set there is no such page", async () => {
  await using site = await openSite();
  for (const authorization of [undefined, "Bearer ", "Bearer null"]) {
    const response = await scrape(site, authorization);
    await response.body?.cancel();
    assert.equal(response.status, 404);
  }
});

Deno.test("the numbers are shown for the whole token alone", async () => {
  await using site = await openWatchedSite();
  for (
    const authorization of [
      undefined,
      "",
      "Bearer",
      "Bearer x",
      `Bearer ${TOKEN}0`,
      `Bearer ${TOKEN.slice(1)}`,
      `Bearer ${TOKEN.toUpperCase()}`,
      `Basic ${TOKEN}`,
    ]
  ) {
    const response = await scrape(site, authorization);
    assert.equal(response.status, 401, authorization ?? "no header");
    assert.equal(response.headers.get("www-authenticate"), "Bearer");
    assert.doesNotMatch(await response.text(), /latchkey_/);
  }
  const response = await scrape(site, `Bearer ${TOKEN}`);
  assert.equal(
    response.headers.get("content-type"),
    "text/plain; version=0.0.4; charset=utf-8",
  );
  assert.equal(response.headers.get("cache-control"), "no-store");
  await response.body?.cancel();
});

Deno.test("a cookie of somebody signed in opens nothing", async () => {
  await using site = await openWatchedSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const response = await visitor.get("/metrics");
  await response.body?.cancel();
  assert.equal(response.status, 401);
});

Deno.test("requests are counted by route pattern", async () => {
  await using site = await openWatchedSite();
  for (const path of ["/", "/auth/verify?token=x", "/nowhere", "/else"]) {
    await (await site.fetch(path)).body?.cancel();
  }
  const samples = await read(site);
  const requests = (labels: Record<string, string>) =>
    valueOf(samples, "latchkey_request_duration_seconds_count", labels);
  assert.equal(requests({ method: "GET", route: "/", status: "200" }), 1);
  assert.equal(requests({ route: "/auth/verify" }), 1);
  assert.equal(requests({ route: "none", status: "404" }), 2);
});

Deno.test("sign-ins are counted by result", async () => {
  await using site = await openWatchedSite();
  const wrong = { ...ANNA, password: "not the password" };
  for (let time = 0; time < 12; time++) {
    await site.visitor().post("/auth/login", wrong);
  }
  await site.visitor().logIn({
    username: "bert@example.com",
    password: "battery staple",
  });
  const samples = await read(site);
  const result = (result: string) =>
    valueOf(samples, "latchkey_logins_total", { method: "password", result });
  assert.equal(result("ok"), 1);
  assert.equal(result("wrong"), 10);
  assert.equal(result("limited"), 2);
});

Deno.test("the store's operations, live sessions and waiting mails are there", async () => {
  await using site = await openWatchedSite();
  await site.visitor().logIn(ANNA);
  const { mailQueue } = site.services.store;
  const waiting = {
    id: "a".repeat(22),
    kind: "verify",
    data: {},
    userId: "",
    createdAt: site.services.now() - 90_000,
    dueAt: site.services.now() + 1_000,
    attempts: 1,
    lastError: "",
  };
  await mailQueue.add(waiting);
  await mailQueue.add({ ...waiting, id: "b".repeat(22), dueAt: null });
  const samples = await read(site);
  assert.equal(valueOf(samples, "latchkey_sessions_live"), 1);
  assert.equal(valueOf(samples, "latchkey_email_queue_length"), 1);
  assert.equal(valueOf(samples, "latchkey_email_queue_age_seconds"), 90);
  assert.equal(
    valueOf(samples, "latchkey_store_duration_seconds_count", {
      operation: "sessions.create",
      result: "ok",
    }),
    1,
  );
});

Deno.test("an operation of the store that throws is counted as failed, and throws", async () => {
  await using site = await openWatchedSite();
  const telemetry = createTelemetry({ isRead: true });
  const store = observeStore({
    ...site.services.store,
    ping: () => Promise.reject(new Error("away")),
  }, telemetry);
  await assert.rejects(store.ping(), /away/);
  const [family] = telemetry.instruments.families.filter(({ name }) =>
    name === "latchkey.store.duration"
  );
  const [series] = await family.read();
  assert.deepEqual(series.labels, ["ping", "failed"]);
});

Deno.test("a store that does not answer leaves its numbers out and no others", async () => {
  await using site = await openWatchedSite();
  const telemetry = createTelemetry({ isRead: true });
  observeStoreMetrics(telemetry, {
    sessions: {
      ...site.services.store.sessions,
      count: () => new Promise(() => {}),
    },
    mailQueue: {
      ...site.services.store.mailQueue,
      list: () => Promise.reject(new Error("away")),
    },
  }, site.services.now);
  for (const { name, read } of telemetry.instruments.families) {
    if (/sessions|queue/.test(name)) assert.deepEqual(await read(), [], name);
  }
});

Deno.test("the line before the hasher is counted: its length, its waits, and who was turned away", async () => {
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
