import assert from "node:assert/strict";
import { ANNA, cookieHeader, openSite, type Site } from "../site.ts";

const APP = "https://app.example.com";
const EVIL = "https://evil.example";

function openShared() {
  return openSite({ settings: { corsOrigins: [APP] } });
}

function requestToken(site: Site, origin: string, fields = ANNA) {
  return site.fetch("/token", {
    method: "POST",
    headers: { origin, "sec-fetch-site": "cross-site" },
    body: new URLSearchParams(fields),
  });
}

async function preflight(site: Site, path: string, origin: string) {
  const response = await site.fetch(path, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization",
    },
  });
  await response.body?.cancel();
  return response;
}

Deno.test("a page of a listed origin gets a token and calls the API with it", async () => {
  await using site = await openShared();
  const response = await requestToken(site, APP);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("access-control-allow-origin"), APP);
  assert.match(response.headers.get("vary") ?? "", /\bOrigin\b/);
  const { access_token } = await response.json();

  const allowed = await preflight(site, "/api/me", APP);
  assert.equal(allowed.status, 204);
  assert.equal(allowed.headers.get("access-control-allow-origin"), APP);
  const names = allowed.headers.get("access-control-allow-headers") ?? "";
  assert.match(names, /\bauthorization\b/);
  const me = await site.fetch("/api/me", {
    headers: { origin: APP, authorization: `Bearer ${access_token}` },
  });
  assert.equal(me.status, 200);
  assert.equal(me.headers.get("access-control-allow-origin"), APP);
  assert.equal(me.headers.has("access-control-allow-credentials"), false);
  await me.body?.cancel();
});

Deno.test("a page of a listed origin can read errors", async () => {
  await using site = await openShared();
  const wrong = await requestToken(site, APP, { ...ANNA, password: "wrong" });
  assert.equal(wrong.status, 400);
  const denied = await site.fetch("/api/me", { headers: { origin: APP } });
  assert.equal(denied.status, 401);
  const missing = await site.fetch("/api/nothing", {
    headers: { origin: APP },
  });
  assert.equal(missing.status, 404);
  const refused = await site.fetch("/api/me", {
    method: "POST",
    headers: { origin: APP, "sec-fetch-site": "cross-site" },
  });
  assert.equal(refused.status, 403); // It sends no Bearer token.
  for (const { headers, body } of [wrong, denied, missing, refused]) {
    assert.equal(headers.get("access-control-allow-origin"), APP);
    await body?.cancel();
  }
});

Deno.test("allows no other origins or paths, and nothing on a site that lists none", async () => {
  await using shared = await openShared();
  await using usual = await openSite();
  const answers = [
    await preflight(shared, "/api/me", EVIL),
    await preflight(shared, "/api/me", "null"),
    await preflight(shared, "/account/name", APP),
    await preflight(shared, "/auth/login", APP),
    await preflight(usual, "/api/me", APP),
    await requestToken(shared, EVIL),
    await requestToken(usual, APP),
  ];
  for (const { headers, url, body } of answers) {
    assert.equal(headers.has("access-control-allow-origin"), false, url);
    assert.equal(headers.has("access-control-allow-headers"), false, url);
    await body?.cancel();
  }
});

Deno.test("a page of a listed origin can't use its visitor's cookie", async () => {
  await using site = await openShared();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const cookie = cookieHeader(visitor.cookies);
  const response = await site.fetch("/account/name", {
    method: "POST",
    headers: { origin: APP, "sec-fetch-site": "cross-site", cookie },
    body: new URLSearchParams({ name: "Mallory" }),
  });
  assert.equal(response.status, 403);
  await response.body?.cancel();
});

Deno.test("a Bearer token takes precedence over the cookie, and another scheme changes nothing", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const cookie = cookieHeader(visitor.cookies);
  const post = async (authorization: string) => {
    const response = await site.fetch("/account/name", {
      method: "POST",
      headers: {
        origin: EVIL,
        "sec-fetch-site": "cross-site",
        cookie,
        authorization,
      },
      body: new URLSearchParams({ name: "Mallory" }),
    });
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await post("Bearer nonsense"), 401);
  assert.equal(await post("Basic dXNlcjpwYXNz"), 403);
});
