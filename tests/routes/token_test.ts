import assert from "node:assert/strict";
import { hasOwnFresh } from "@latchkey/core/testing";
import { GUARDED_PAGE } from "../pages.ts";
import { ANNA, openSite, type Site } from "../site.ts";

/** A request by a program: no `Origin`, no `Sec-Fetch-Site`, no cookie. */
function post(site: Site, fields: Record<string, string>) {
  const body = new URLSearchParams(fields);
  return site.fetch("/token", { method: "POST", body });
}

Deno.test("issues a bearer token for valid credentials that the API accepts", async () => {
  await using site = await openSite();
  const response = await post(site, { ...ANNA, grant_type: "password" });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.equal(response.headers.getSetCookie().length, 0);
  const { access_token, ...rest } = await response.json();
  assert.deepEqual(rest, { token_type: "bearer", expires_in: 1800 });

  const me = await site.fetch("/api/me", {
    headers: { authorization: `Bearer ${access_token}` },
  });
  assert.equal((await me.json()).address, ANNA.username);
});

Deno.test("allows omitting the grant type, as in the tutorial", async () => {
  await using site = await openSite();
  assert.equal((await post(site, ANNA)).status, 200);
});

Deno.test("treats an empty parameter as omitted", async () => {
  await using site = await openSite();
  const empty = { grant_type: "", scope: "", client_id: "" };
  const response = await post(site, { ...ANNA, ...empty });
  assert.equal(response.status, 200);
  await response.body?.cancel();
  const nobody = await post(site, { ...ANNA, password: "" });
  assert.equal((await nobody.json()).error, "invalid_request");
});

Deno.test("returns errors in the format of RFC 6749", async () => {
  await using site = await openSite();
  const wrong = { ...ANNA, password: "wrong password" };
  const cases: [Record<string, string>, string][] = [
    [wrong, "invalid_grant"],
    [{ ...wrong, username: "nobody@example.com" }, "invalid_grant"],
    [{ username: ANNA.username }, "invalid_request"],
    [{ password: ANNA.password }, "invalid_request"],
    [{ ...ANNA, grant_type: "client_credentials" }, "unsupported_grant_type"],
    [{ ...ANNA, scope: "admin" }, "invalid_scope"],
  ];
  for (const [fields, error] of cases) {
    const response = await post(site, fields);
    assert.equal(response.status, 400);
    const body = await response.json();
    assert.deepEqual(Object.keys(body), ["error", "error_description"]);
    assert.equal(body.error, error);
  }
});

Deno.test("ignores cookies and sets none, even after a bad one", async () => {
  await using site = await openSite();
  const response = await site.fetch("/token", {
    method: "POST",
    body: new URLSearchParams(ANNA),
    headers: { cookie: "access_token_8000=nonsense" },
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.getSetCookie().length, 0);
});

Deno.test("rejects a body that isn't a form, in JSON", async () => {
  await using site = await openSite();
  const json = await site.fetch("/token", {
    method: "POST",
    body: JSON.stringify(ANNA),
    headers: { "content-type": "application/json" },
  });
  assert.equal(json.status, 400);
  assert.equal((await json.json()).error, "invalid_request");
  const large = await post(site, { ...ANNA, more: "x".repeat(65 * 1024) });
  assert.equal(large.status, 413);
  assert.equal((await large.json()).error, "invalid_request");
});

Deno.test("rejects a repeated parameter", async () => {
  await using site = await openSite();
  const body = new URLSearchParams(ANNA);
  body.append("username", "someone@example.com");
  const response = await site.fetch("/token", { method: "POST", body });
  assert.equal(response.status, 400);
  assert.equal((await response.json()).error, "invalid_request");
});

Deno.test("shares login's limits on guesses", async () => {
  await using site = await openSite();
  const guess = { ...ANNA, password: "a guess" };
  for (let attempt = 0; attempt < 5; attempt++) {
    await post(site, guess);
    await site.visitor().post("/auth/login", guess);
  }
  const response = await post(site, guess);
  assert.equal(response.status, 429);
  assert.ok(Number(response.headers.get("retry-after")) > 0);
  assert.equal((await response.json()).error, "temporarily_unavailable");
});

Deno.test("accepts POST only", async () => {
  await using site = await openSite();
  const response = await site.fetch("/token");
  if (!hasOwnFresh()) return assert.equal(response.status, 404);
  assert.equal(response.status, 405);
  assert.match(response.headers.get("allow") ?? "", /POST/);
});

Deno.test("rejects an API token sent as a cookie", async () => {
  await using site = await openSite();
  const response = await post(site, ANNA);
  const visitor = site.visitor();
  visitor.cookies.set("access_token", (await response.json()).access_token);
  const status = async () => {
    const page = await visitor.get(GUARDED_PAGE);
    await page.body?.cancel();
    return page.status;
  };
  site.clock.advance(20 * 60_000);
  assert.equal(await status(), 200);
  site.clock.advance(11 * 60_000);
  assert.equal(await status(), 303);
});

Deno.test("gives a known browser's cookie no extra attempts", async () => {
  await using site = await openSite();
  const owner = site.visitor();
  await owner.logIn(ANNA);
  const device = owner.cookies.get("device");
  for (let guess = 0; guess < 12; guess++) {
    const guessed = await post(site, { ...ANNA, password: "a guess" });
    await guessed.body?.cancel();
  }
  const response = await site.fetch("/token", {
    method: "POST",
    body: new URLSearchParams(ANNA),
    headers: { cookie: `device_8000=${device}` },
  });
  await response.body?.cancel();
  assert.equal(response.status, 429);
  await owner.logIn(ANNA);
});
