import assert from "node:assert/strict";
import { requestDeletion } from "@latchkey/core";
import { removeDueAccounts } from "@latchkey/core/testing";
import { messages, sentence } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";
import { isLoggedIn, loggedInSite } from "./account_password.ts";
import { DAY, kindsAt, statusOf, textOf, userAt } from "./own_account.ts";

const PAGE = "/account/delete";
const RIGHT = { password: ANNA.password };

Deno.test("explains what will be deleted and asks for the password", async () => {
  await using context = await loggedInSite();
  const html = await textOf(context.visitor.get(PAGE));
  assert.match(
    html,
    /If you log in again within 14 days, your account is kept/,
  );
  assert.match(html, /name="password"[^>]*autocomplete="current-password"/);
});

Deno.test("logs out every session and says until when the deletion can be undone", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const other = site.visitor();
  await other.logIn(ANNA);
  const response = await visitor.post(PAGE, RIGHT);
  assert.equal(response.status, 200);
  const html = await response.text();
  assert.match(html, /15 Jan 2030, 00:00/);
  const login = new RegExp(
    `href="/auth/login"[^>]*>\\s*${messages.site.login}`,
  );
  assert.match(html, login, "logged out here too");
  assert.ok(
    ![...visitor.cookies.keys()].some((name) => /access_token/.test(name)),
  );
  assert.ok(!await isLoggedIn(visitor));
  assert.ok(!await isLoggedIn(other));
  const { deleteAfter } = await userAt(site, ANNA.username);
  assert.equal(deleteAfter, site.services.now() + 14 * DAY);
  assert.ok((await kindsAt(site, ANNA.username)).includes("deletion_asked"));
  assert.match((await site.mailTo(ANNA.username)).text, /delete/i);
});

Deno.test("restores the account on a login within 14 days", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await visitor.post("/account/name", { name: "Anna" });
  await statusOf(visitor.post(PAGE, RIGHT));
  site.clock.advance(14 * DAY - 1);
  assert.equal(await removeDueAccounts(site.services), 0);
  const back = site.visitor();
  await back.logIn(ANNA);
  assert.match(
    await textOf(back.get("/account")),
    /<p><bdi>Anna<\/bdi><\/p>/,
  );
  assert.equal((await userAt(site, ANNA.username)).deleteAfter, null);
  assert.ok(
    (await kindsAt(site, ANNA.username)).includes("deletion_cancelled"),
  );
  site.clock.advance(30 * DAY);
  assert.equal(await removeDueAccounts(site.services), 0);
  await site.visitor().logIn(ANNA);
});

Deno.test("restores nothing after a wrong password", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await statusOf(visitor.post(PAGE, RIGHT));
  const wrong = { ...ANNA, password: "a guess" };
  assert.equal(await statusOf(site.visitor().post("/auth/login", wrong)), 401);
  assert.notEqual((await userAt(site, ANNA.username)).deleteAfter, null);
});

Deno.test("deletes nothing after a wrong password and doesn't echo it", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  for (
    const [password, problem] of [
      ["a wrong guess", sentence(messages.problems.passwordWrong)],
      ["", sentence(messages.problems.ownPasswordRequired)],
    ] as const
  ) {
    const response = await visitor.post(PAGE, { password });
    assert.equal(response.status, 422);
    const html = await response.text();
    assert.match(html, problem);
    assert.doesNotMatch(html, /a wrong guess/);
  }
  assert.equal((await userAt(site, ANNA.username)).deleteAfter, null);
  assert.ok(await isLoggedIn(visitor));
});

Deno.test("counts wrong passwords as login attempts", async () => {
  await using context = await loggedInSite();
  const { visitor } = context;
  const guess = { password: "a guess" };
  const statuses = [];
  for (let attempt = 0; attempt < 12; attempt++) {
    statuses.push(await statusOf(visitor.post(PAGE, guess)));
  }
  assert.deepEqual(statuses, [...Array(10).fill(422), 429, 429]);
  const response = await visitor.post(PAGE, RIGHT);
  assert.equal(response.status, 429);
  assert.match(await response.text(), sentence(messages.wait.attempts));
});

Deno.test("gives the same answer twice when the form is submitted twice at the same time", async () => {
  await using context = await loggedInSite({ settings: { bcryptCost: 8 } });
  const { visitor } = context;
  const answers = await Promise.all(
    [1, 2].map(() => visitor.post(PAGE, RIGHT)),
  );
  for (const response of answers) {
    assert.match(await response.text(), /15 Jan 2030/);
  }
  assert.ok(!await isLoggedIn(visitor));
});

Deno.test("keeps the original date when deletion is requested again", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await statusOf(visitor.post(PAGE, RIGHT));
  const before = await userAt(site, ANNA.username);
  site.clock.advance(DAY);
  const clientInfo = {
    userAgent: null,
    clientAddress: "192.0.2.1",
    deviceCookie: null,
  };
  await requestDeletion(site.services, before, clientInfo);
  assert.deepEqual(await userAt(site, ANNA.username), before);
});

Deno.test("rejects a cross-site deletion", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const response = await visitor.post(PAGE, RIGHT, {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  });
  assert.equal(await statusOf(response), 403);
  assert.equal((await userAt(site, ANNA.username)).deleteAfter, null);
});

Deno.test("cancels the deletion on a login, but not when a script requests a token", async () => {
  await using site = await openSite();
  await site.visitor().logIn(ANNA);
  const user = await userAt(site, ANNA.username);
  const clientInfo = {
    userAgent: null,
    clientAddress: "192.0.2.1",
    deviceCookie: null,
  };
  const deleteAfter = await requestDeletion(site.services, user, clientInfo);
  const granted = await site.visitor().post("/token", ANNA);
  assert.equal(granted.status, 200);
  const { access_token } = await granted.json();
  const headers = { authorization: `Bearer ${access_token}` };
  assert.equal(await statusOf(site.fetch("/api/me", { headers })), 200);
  assert.equal((await userAt(site, ANNA.username)).deleteAfter, deleteAfter);
  await site.visitor().logIn(ANNA);
  assert.equal((await userAt(site, ANNA.username)).deleteAfter, null);
});
