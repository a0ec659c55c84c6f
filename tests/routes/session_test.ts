/** How a session lives and ends, seen from the browser, by a clock that the test owns. */
import assert from "node:assert/strict";
import { GUARDED_PAGE, messages, sentence } from "../pages.ts";
import { ANNA, openSite, type Visitor } from "../site.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

async function isLoggedIn(visitor: Visitor): Promise<boolean> {
  const response = await visitor.get(GUARDED_PAGE);
  await response.body?.cancel();
  return response.status === 200;
}

Deno.test("a person who goes on using the site stays logged in until the hard end", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  for (let elapsed = 20; elapsed < 12 * 60; elapsed += 20) {
    site.clock.advance(20 * MINUTE);
    assert.ok(await isLoggedIn(visitor), `after ${elapsed} minutes`);
  }
  site.clock.advance(20 * MINUTE);
  assert.ok(!await isLoggedIn(visitor), "after 12 hours");
});

Deno.test("the token is renewed in its second half, and not before", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  site.clock.advance(14 * MINUTE);
  const early = await visitor.get(GUARDED_PAGE);
  assert.equal(early.headers.getSetCookie().length, 0);
  site.clock.advance(2 * MINUTE);
  const late = await visitor.get(GUARDED_PAGE);
  assert.equal(late.headers.getSetCookie().length, 1);
});

Deno.test("a session that was left idle for half an hour is over, and the cookie goes", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  site.clock.advance(30 * MINUTE);
  assert.ok(!await isLoggedIn(visitor));
  assert.ok(!visitor.cookies.has("access_token"));
});

Deno.test("so it does on a page that sets a cookie of its own", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  site.clock.advance(30 * MINUTE);
  const response = await visitor.get("/auth/signup");
  await response.body?.cancel();
  assert.ok(visitor.cookies.has("browser_binding"));
  assert.ok(!visitor.cookies.has("access_token"));
});

Deno.test("a person who is kept logged in may stay away for weeks, but not past the end", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA, { remember: "yes" });
  site.clock.advance(29 * DAY);
  assert.ok(await isLoggedIn(visitor));
  site.clock.advance(DAY);
  assert.ok(!await isLoggedIn(visitor));
});

Deno.test("a bearer token ends when it says, whoever it belongs to", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA, { remember: "yes" });
  const [token] = visitor.cookies.values();
  const ask = async () => {
    const headers = { authorization: `Bearer ${token}` };
    return (await site.fetch("/api/me", { headers })).status;
  };
  assert.equal(await ask(), 200);
  site.clock.advance(30 * MINUTE);
  assert.equal(await ask(), 401);
});

Deno.test("a disabled account is out at once, and in again when enabled", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const { users } = site.services.store;
  const anna = await users.byAddressKey("anna@example.com");
  await users.update(anna!.id, { disabled: true });
  assert.ok(!await isLoggedIn(visitor));
  const refused = await site.visitor().post("/auth/login", ANNA);
  assert.equal(refused.status, 401);
  assert.match(await refused.text(), sentence(messages.login.wrong));
});

Deno.test("ending all sessions of a person ends each of them at once", async () => {
  await using site = await openSite();
  const visitors = [site.visitor(), site.visitor(), site.visitor()];
  for (const visitor of visitors) await visitor.logIn(ANNA);
  const anna = await site.services.store.users.byAddressKey("anna@example.com");
  await site.services.store.sessions.endAll(anna!.id);
  for (const visitor of visitors) assert.ok(!await isLoggedIn(visitor));
});

Deno.test("a removed account is out at once", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const { users } = site.services.store;
  await users.remove((await users.byAddressKey("anna@example.com"))!.id);
  assert.ok(!await isLoggedIn(visitor));
});

Deno.test("a clock that jumps back lets nobody in who should not be", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  await visitor.post("/auth/logout", {});
  const later = site.visitor();
  await later.logIn(ANNA);
  site.clock.advance(-HOUR);
  assert.ok(!await isLoggedIn(visitor));
  assert.ok(
    !await isLoggedIn(later),
    "a session from the future has no known end",
  );
});

Deno.test("two cookies of one name are nobody's", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const [[name, token]] = visitor.cookies;
  const response = await site.fetch(GUARDED_PAGE, {
    headers: { cookie: `${name}=planted; ${name}=${token}` },
  });
  assert.equal(response.status, 303);
});
