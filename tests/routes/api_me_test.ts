import assert from "node:assert/strict";
import { ANNA, openSite } from "../site.ts";

Deno.test("a stranger gets 401, whatever they accept", async () => {
  await using site = await openSite();
  for (const accept of ["text/html", "application/json", "*/*"]) {
    const response = await site.fetch("/api/me", { headers: { accept } });
    assert.equal(response.status, 401);
    assert.equal(response.headers.get("www-authenticate"), "Bearer");
    assert.deepEqual(await response.json(), { detail: "Not authenticated" });
  }
});

Deno.test("by cookie it shows the user, and only named fields", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const response = await visitor.get("/api/me");
  assert.equal(response.headers.get("cache-control"), "no-store");
  const me = await response.json();
  const { id, ...rest } = me;
  assert.match(id, /^[\w-]{22}$/);
  assert.deepEqual(rest, {
    address: ANNA.username,
    name: "",
    verified: true,
    roles: [],
  });
});

Deno.test("a bearer header that is bad is not made good by a cookie", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const cookies = new Map(visitor.cookies);
  const response = await visitor.get("/api/me", {
    authorization: "Bearer nonsense",
  });
  assert.equal(response.status, 401);
  assert.deepEqual(visitor.cookies, cookies, "and the cookie is left alone");
});

Deno.test("an API answer sets no cookie, even when the one it got is bad", async () => {
  await using site = await openSite();
  const response = await site.fetch("/api/me", {
    headers: { cookie: "access_token_8000=nonsense" },
  });
  assert.equal(response.status, 401);
  assert.equal(response.headers.getSetCookie().length, 0);
});

Deno.test("an error told in JSON is an API answer too and sets no cookie", async () => {
  await using site = await openSite();
  const headers = {
    accept: "application/json",
    cookie: "access_token_8000=bad",
  };
  for (const path of ["/token", "/api/nothing-here"]) {
    const response = await site.fetch(path, { headers });
    await response.body?.cancel();
    assert.ok(response.status >= 400, path);
    assert.deepEqual(response.headers.getSetCookie(), [], path);
  }
});
