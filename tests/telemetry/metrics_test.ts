import assert from "node:assert/strict";
import { readPrometheus, valueOf } from "@latchkey/core/testing";
import { ANNA, openSite, type Site } from "../site.ts";

const TOKEN = "3f9c8a71d2e64b05af10c7b8e5d94f26";

/** A site with metrics enabled. */
function openSiteWithMetrics(): Promise<Site> {
  return openSite({ settings: { metricsToken: TOKEN } });
}

function scrape(site: Site, authorization?: string): Promise<Response> {
  const headers = authorization === undefined ? undefined : { authorization };
  return site.fetch("/metrics", { headers });
}

async function read(site: Site): Promise<ReturnType<typeof readPrometheus>> {
  const response = await scrape(site, `Bearer ${TOKEN}`);
  assert.equal(response.status, 200);
  return readPrometheus(await response.text());
}

Deno.test("answers 404 without METRICS_TOKEN", async () => {
  await using site = await openSite();
  for (const authorization of [undefined, "Bearer ", "Bearer null"]) {
    const response = await scrape(site, authorization);
    await response.body?.cancel();
    assert.equal(response.status, 404);
  }
});

Deno.test("requires the whole token", async () => {
  await using site = await openSiteWithMetrics();
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

Deno.test("a user's cookie gives no access", async () => {
  await using site = await openSiteWithMetrics();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const response = await visitor.get("/metrics");
  await response.body?.cancel();
  assert.equal(response.status, 401);
});

Deno.test("counts requests by route pattern", async () => {
  await using site = await openSiteWithMetrics();
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

Deno.test("counts logins by result", async () => {
  await using site = await openSiteWithMetrics();
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

Deno.test("reports store operations, live sessions and queued emails", async () => {
  await using site = await openSiteWithMetrics();
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
