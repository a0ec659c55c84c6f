/**
 * The lifetime of a session as the browser sees it, with a clock the test
 * controls.
 */
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

Deno.test("keeps an active user logged in until the absolute limit", async () => {
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

Deno.test("renews the token in the second half of its life only", async () => {
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

Deno.test("ends a session after half an hour idle and deletes the cookie", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  site.clock.advance(30 * MINUTE);
  assert.ok(!await isLoggedIn(visitor));
  assert.ok(!visitor.cookies.has("access_token"));
});

Deno.test("deletes an expired session's cookie on a page that sets its own cookies", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  site.clock.advance(30 * MINUTE);
  const response = await visitor.get("/auth/signup");
  await response.body?.cancel();
  assert.ok(visitor.cookies.has("browser_binding"));
  assert.ok(!visitor.cookies.has("access_token"));
});

Deno.test("keeps a persistent session for weeks, up to the absolute limit", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA, { remember: "yes" });
  site.clock.advance(29 * DAY);
  assert.ok(await isLoggedIn(visitor));
  site.clock.advance(DAY);
  assert.ok(!await isLoggedIn(visitor));
});

Deno.test("expires a bearer token on time for any user", async () => {
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

Deno.test("logs out a disabled account at once and accepts it again when enabled", async () => {
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

Deno.test("ends all sessions of a user at once", async () => {
  await using site = await openSite();
  const visitors = [site.visitor(), site.visitor(), site.visitor()];
  for (const visitor of visitors) await visitor.logIn(ANNA);
  const anna = await site.services.store.users.byAddressKey("anna@example.com");
  await site.services.store.sessions.endAll(anna!.id);
  for (const visitor of visitors) assert.ok(!await isLoggedIn(visitor));
});

Deno.test("logs out a removed account at once", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const { users } = site.services.store;
  await users.remove((await users.byAddressKey("anna@example.com"))!.id);
  assert.ok(!await isLoggedIn(visitor));
});

Deno.test("grants no access when the clock jumps back", async () => {
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

Deno.test("rejects two cookies of the same name", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const [[name, token]] = visitor.cookies;
  const response = await site.fetch(GUARDED_PAGE, {
    headers: { cookie: `${name}=planted; ${name}=${token}` },
  });
  assert.equal(response.status, 303);
});
