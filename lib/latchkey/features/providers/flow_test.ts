/** Logins with a provider, from the form to the answer, without a real provider. */
import assert from "node:assert/strict";
import { accessTokenCookie } from "../../http/cookies.ts";
import {
  FAKE_IDENTITY,
  fakeProvider,
} from "../../testing/providers/fake_provider.ts";
import { fakeSite } from "../../testing/providers/fake_site.ts";
import {
  APP_ORIGIN,
  type AppBrowser,
} from "../../testing/providers/provider_app.ts";
import { addUser } from "../../testing/services.ts";
import { startSession } from "../session/sessions.ts";

const TEN_MINUTES = 10 * 60_000;

Deno.test("identifies a person for the login that the browser started", async () => {
  await using app = await fakeSite();
  const browser = app.browser();
  const location = await browser.begin("fake", {
    next: "/account?tab=1",
    remember: "yes",
    invite: "an-invitation",
  });
  const { flow, identity } = await browser.answer(app.fake.callback(location));
  assert.deepEqual(identity, FAKE_IDENTITY);
  assert.deepEqual(flow, {
    provider: "fake",
    purpose: "log_in",
    next: "/account?tab=1",
    remember: true,
    invite: "an-invitation",
    sessionId: null,
    startedAt: app.services.now(),
  });
});

Deno.test("redirects to this site only", async () => {
  await using app = await fakeSite();
  const browser = app.browser();
  for (const next of ["//evil.example", "https://evil.example/", ""]) {
    const location = await browser.begin("fake", { next });
    const { flow } = await browser.answer(app.fake.callback(location));
    assert.equal(flow?.next, "/", next);
  }
});

Deno.test("keeps a state short enough for providers", async () => {
  await using app = await fakeSite();
  const browser = app.browser();
  const stateFor = async (next: string) => {
    const location = await browser.begin("fake", {
      next,
      invite: "a".repeat(43),
    });
    const { flow } = await browser.answer(app.fake.callback(location));
    const state = new URL(location).searchParams.get("state") ?? "";
    return [flow?.next === next, state.length <= 2_000];
  };
  assert.deepEqual(await stateFor(`/${"a".repeat(999)}`), [true, true]);
  assert.deepEqual(await stateFor(`/${"a".repeat(1_000)}`), [false, true]);
});

Deno.test("accepts an answer once, also when it comes twice at the same time", async () => {
  await using app = await fakeSite();
  const browser = app.browser();
  const callback = app.fake.callback(await browser.begin("fake"));
  const answers = await Promise.all(
    [1, 2, 3].map(() => browser.answer(callback)),
  );
  const problems = answers.map(({ problem = "none" }) => problem).sort();
  assert.deepEqual(problems, ["none", "used", "used"]);
});

Deno.test("tells a used answer's next page, for the back button", async () => {
  await using app = await fakeSite();
  const browser = app.browser();
  const location = await browser.begin("fake", { next: "/books" });
  await browser.answer(app.fake.callback(location));
  const { problem, flow } = await browser.answer(app.fake.callback(location));
  assert.deepEqual([problem, flow?.next], ["used", "/books"]);
});

Deno.test("lets two tabs log in at once, in any order", async () => {
  await using app = await fakeSite();
  const browser = app.browser();
  const first = await browser.begin("fake", { next: "/first" });
  const second = await browser.begin("fake", { next: "/second" });
  for (const [location, next] of [[second, "/second"], [first, "/first"]]) {
    const { flow } = await browser.answer(app.fake.callback(location));
    assert.equal(flow?.next, next);
  }
});

Deno.test("rejects an answer in another browser", async () => {
  await using app = await fakeSite();
  const callback = app.fake.callback(await app.browser().begin("fake"));
  const fresh = app.browser();
  assert.equal((await fresh.answer(callback)).problem, "expired");
  await fresh.begin("fake");
  assert.equal((await fresh.answer(callback)).problem, "invalid");
});

Deno.test("rejects an answer that nobody asked for", async () => {
  await using app = await fakeSite();
  const browser = app.browser();
  const path = "/auth/provider/fake/callback";
  assert.equal((await browser.answer(path)).problem, "expired");
  await browser.begin("fake");
  for (
    const query of ["", "?code=x", "?code=x&state=", "?code=x&state=a:b:c"]
  ) {
    assert.equal(
      (await browser.answer(path + query)).problem,
      "invalid",
      query,
    );
  }
});

Deno.test("rejects a changed state, and parameters that come twice", async () => {
  await using app = await fakeSite();
  const browser = app.browser();
  const callback = app.fake.callback(await browser.begin("fake"));
  const url = new URL(callback);
  const state = url.searchParams.get("state") ?? "";
  url.searchParams.set("state", state.slice(0, -2) + "AA");
  assert.equal((await browser.answer(url.href)).problem, "invalid");
  for (const twice of ["&code=other", `&state=${encodeURIComponent(state)}`]) {
    assert.equal((await browser.answer(callback + twice)).problem, "invalid");
  }
  assert.ok((await browser.answer(callback)).identity);
});

Deno.test("rejects an answer of another provider", async () => {
  await using app = await fakeSite({}, fakeProvider({ id: "other" }));
  const browser = app.browser();
  const callback = app.fake.callback(await browser.begin("fake"));
  const mixed = callback.replace("/fake/", "/other/");
  assert.equal((await browser.answer(mixed)).problem, "invalid");
  assert.ok((await browser.answer(callback)).identity);
});

Deno.test("accepts an answer for ten minutes", async () => {
  await using app = await fakeSite();
  const browser = app.browser();
  const callback = app.fake.callback(await browser.begin("fake"));
  app.services.clock.advance(TEN_MINUTES);
  assert.equal((await browser.answer(callback)).problem, "expired");
  const other = app.fake.callback(await browser.begin("fake"));
  app.services.clock.advance(TEN_MINUTES - 1);
  assert.ok((await browser.answer(other)).identity);
});

Deno.test("gives the pages the reason of a failure", async () => {
  await using app = await fakeSite();
  const browser = app.browser();
  for (const problem of ["down", "cancelled", "invalid"] as const) {
    const location = await browser.begin("fake", { next: "/books" });
    app.fake.answer(problem);
    const answered = await browser.answer(app.fake.callback(location));
    assert.deepEqual([answered.problem, answered.flow?.next], [
      problem,
      "/books",
    ]);
    app.fake.answer({});
  }
  app.fake.answer("down");
  await assert.rejects(browser.begin("fake"), /"problem":"down"/);
});

Deno.test("links and confirms only in the session that started it", async () => {
  await using app = await fakeSite();
  const { services } = app;
  const user = await addUser(services);
  const logIn = async (browser: AppBrowser) => {
    const { token } = await startSession(services, user, {
      remembered: false,
      userAgent: null,
      carrier: "cookie",
      provedAt: 0,
      factorAt: 0,
    });
    browser.cookies.set(accessTokenCookie(services.settings).name, token);
  };
  const browser = app.browser();
  await assert.rejects(browser.begin("fake", { purpose: "link" }), /expired/);
  await logIn(browser);
  for (const purpose of ["link", "step_up"]) {
    const location = await browser.begin("fake", { purpose });
    const { flow } = await browser.answer(app.fake.callback(location));
    assert.equal(flow?.purpose, purpose);
    assert.notEqual(flow?.sessionId, null);
    const isAgain = new URL(location).searchParams.get("prompt") === "login";
    assert.equal(isAgain, purpose === "step_up");
  }
  const location = await browser.begin("fake", { purpose: "link" });
  await logIn(browser);
  const { problem } = await browser.answer(app.fake.callback(location));
  assert.equal(problem, "expired");
});

Deno.test("answers 404 for a provider that the site doesn't have", async () => {
  await using app = await fakeSite();
  const browser = app.browser();
  for (
    const path of [
      "/auth/provider/acme/callback",
      "/auth/provider/constructor/callback",
    ]
  ) {
    assert.equal((await browser.send(path)).status, 404);
  }
  const started = await browser.send("/auth/provider/acme", {
    method: "POST",
    body: new URLSearchParams(),
    headers: { origin: APP_ORIGIN },
  });
  assert.equal(started.status, 404);
});

Deno.test("needs a form of the site to start", async () => {
  await using app = await fakeSite();
  const headers = {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  };
  const body = new URLSearchParams();
  const init = { method: "POST", body, headers };
  const response = await app.browser().send("/auth/provider/fake", init);
  assert.equal(response.status, 403);
});

Deno.test("limits logins of a client", async () => {
  await using app = await fakeSite();
  const browser = app.browser();
  const callback = app.fake.callback(await browser.begin("fake"));
  for (let again = 0; again < 59; again++) await browser.begin("fake");
  await assert.rejects(browser.begin("fake"), /"problem":"limited"/);
  for (let again = 0; again < 60; again++) await browser.send(callback);
  const response = await browser.send(callback);
  assert.equal(response.status, 429);
  assert.equal((await response.json()).problem, "limited");
});

Deno.test("counts and logs failures without what was sent", async () => {
  await using app = await fakeSite();
  const browser = app.browser();
  const callback = app.fake.callback(await browser.begin("fake"));
  app.fake.answer("down");
  await browser.answer(callback);
  const lines = app.services.logged.map((line) => JSON.parse(line));
  const line = lines.find(({ event }) => event === "provider_failed");
  assert.equal(line.provider, "fake");
  assert.equal(line.problem, "down");
  assert.equal(line.client, "192.0.2.x");
  const { searchParams } = new URL(callback);
  for (const secret of searchParams.values()) {
    assert.ok(!app.services.logged.join("\n").includes(secret));
  }
  const families = app.services.telemetry.instruments.families;
  const family = families.find(({ name }) =>
    name === "latchkey.provider.logins"
  );
  const series = await family?.read() ?? [];
  assert.deepEqual(series.map(({ labels, value }) => [...labels, value]), [
    ["fake", "started", 1],
    ["fake", "down", 1],
  ]);
});
