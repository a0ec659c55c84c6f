/** The private page, protected by its folder's guards. */
import assert from "node:assert/strict";
import { ANNA, openSite } from "../site.ts";
import { userAt } from "./own_account.ts";

Deno.test("shows the private page to users and forbids caching", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const response = await visitor.get("/private");
  const html = await response.text();
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.match(html, /<h1>Private page<\/h1>/);
  assert.match(html, /Hello <bdi>Anna@example\.com<\/bdi>!/);
  assert.doesNotMatch(html, /<script/);
});

Deno.test("greets a user by name once one is set, escaped", async () => {
  await using site = await openSite();
  const { id } = await userAt(site, ANNA.username);
  await site.services.store.users.update(id, { name: "<b>Anna" });
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const html = await (await visitor.get("/private")).text();
  assert.match(html, /Hello <bdi>&lt;b>Anna<\/bdi>!/);
});

Deno.test("redirects a stranger to log in and back", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const sent = await visitor.get("/private");
  assert.equal(sent.headers.get("location"), "/auth/login?next=%2Fprivate");
  const back = await visitor.logIn(ANNA, { next: "/private" });
  assert.equal(back.headers.get("location"), "/private");
});

Deno.test("requires a confirmed address when the setting is on, for browsers and programs", async () => {
  await using site = await openSite({
    settings: { requireVerifiedAddress: true },
  });
  const { services } = site;
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
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
  assert.match((await refused.json()).title, /address isn't confirmed/);
});
