import assert from "node:assert/strict";
import { ANNA, openSite } from "../site.ts";

Deno.test("a stranger's browser is sent to sign in, and told where to go on", async () => {
  await using site = await openSite();
  const response = await site.visitor().get("/private?tab=2&q=a b");
  assert.equal(response.status, 303);
  assert.equal(
    response.headers.get("location"),
    `/auth/login?next=${encodeURIComponent("/private?tab=2&q=a%20b")}`,
  );
});

Deno.test("a client that asks for JSON gets 401 with a challenge and no redirect", async () => {
  await using site = await openSite();
  const response = await site.fetch("/private", {
    headers: { accept: "application/json" },
  });
  assert.equal(response.status, 401);
  assert.equal(response.headers.get("www-authenticate"), "Bearer");
  assert.deepEqual(await response.json(), { detail: "Not authenticated" });
});

Deno.test("a bad token is told so, in the header as in the cookie", async () => {
  await using site = await openSite();
  const brought: HeadersInit[] = [
    { authorization: "Bearer nonsense" },
    { authorization: "Basic dXNlcjpwYXNz" },
    { cookie: "access_token=nonsense", accept: "application/json" },
  ];
  for (const headers of brought) {
    const response = await site.fetch("/private", { headers });
    assert.equal(response.status, 401);
    assert.match(response.headers.get("www-authenticate")!, /invalid_token/);
    assert.deepEqual(await response.json(), {
      detail: "Could not validate credentials",
    });
  }
});

Deno.test("a browser with a bad cookie is sent to sign in and loses the cookie", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  visitor.cookies.set("access_token", "nonsense");
  const response = await visitor.get("/private");
  assert.equal(response.status, 303);
  assert.equal(visitor.cookies.size, 0);
});

Deno.test("who is signed in sees the private page, which nobody may keep", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.signIn(ANNA);
  const response = await visitor.get("/private");
  const html = await response.text();
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.match(html, /<h1>Private page<\/h1>/);
  assert.match(html, /Hello <bdi>Anna@example\.com<\/bdi>!/);
  assert.doesNotMatch(html, /<script/);
});

Deno.test("a method the private page does not know tells a stranger nothing but to sign in", async () => {
  await using site = await openSite();
  const response = await site.visitor().post("/private", {});
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/auth/login?next=%2F");
});

Deno.test("where the setting asks for it, who has not confirmed the address is sent to do so, and a program told so", async () => {
  await using site = await openSite({
    settings: { requireVerifiedAddress: true },
  });
  const { services } = site;
  const visitor = site.visitor();
  await visitor.signIn(ANNA);
  assert.equal((await visitor.get("/private")).status, 200);

  const anna = await services.store.users.byAddressKey("anna@example.com");
  await services.store.users.update(anna!.id, { verifiedAt: null });
  const sent = await visitor.get("/private");
  assert.equal(sent.status, 303);
  assert.equal(sent.headers.get("location"), "/auth/verify");
  assert.equal((await visitor.get("/account")).status, 200);

  const body = new URLSearchParams(ANNA);
  const granted = await site.fetch("/token", { method: "POST", body });
  const { access_token } = await granted.json();
  const refused = await site.fetch("/private", {
    headers: { authorization: `Bearer ${access_token}` },
  });
  assert.equal(refused.status, 403);
  assert.match(refused.headers.get("content-type")!, /problem\+json/);
  assert.match((await refused.json()).title, /address is not confirmed/);
});
