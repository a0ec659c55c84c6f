import assert from "node:assert/strict";
import { ANNA, openSite } from "../site.ts";

Deno.test("answers 401 to a stranger, whatever the Accept header", async () => {
  await using site = await openSite();
  for (const accept of ["text/html", "application/json", "*/*"]) {
    const response = await site.fetch("/api/me", { headers: { accept } });
    assert.equal(response.status, 401);
    assert.equal(response.headers.get("www-authenticate"), "Bearer");
    assert.deepEqual(await response.json(), { detail: "Not authenticated" });
  }
});

Deno.test("returns the user by cookie, with only the documented fields", async () => {
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

Deno.test("rejects a bad bearer token even when the cookie is valid", async () => {
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

Deno.test("sets no cookie on API responses, even after a bad cookie", async () => {
  await using site = await openSite();
  const response = await site.fetch("/api/me", {
    headers: { cookie: "access_token_8000=nonsense" },
  });
  assert.equal(response.status, 401);
  assert.equal(response.headers.getSetCookie().length, 0);
});

Deno.test("sets no cookie on JSON errors", async () => {
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
