/** What admins see on other pages, and the notices after their actions. */
import assert from "node:assert/strict";
import { CLARA, messages, sentence } from "../pages.ts";
import { ANNA, BERT, openSite } from "../site.ts";
import { adminOf, PAGE, userOf } from "../routes/admin.ts";
import { openLoggedSite } from "../telemetry/logged_site.ts";
import { statusOf, textOf, userAt } from "../routes/own_account.ts";
import { accountAt, CLARA_LOGIN, signUpClara } from "../routes/sign_up.ts";

const ADMIN_LINK = /href="\/admin\/users"/;

Deno.test("links to the user list in the site map for admins only", async () => {
  await using site = await openSite();
  const admin = await adminOf(site);
  assert.match(await textOf(admin.get("/")), ADMIN_LINK);
  const person = site.visitor();
  await person.logIn(BERT);
  for (const browser of [person, site.visitor()]) {
    assert.doesNotMatch(await textOf(browser.get("/")), /\/admin/);
  }
});

Deno.test("never shows links for one role to users without it, in any order of requests", async () => {
  await using site = await openSite();
  const { users } = site.services.store;
  const bert = await userAt(site, BERT.username);
  await users.update(bert.id, { roles: ["admin"] });
  const [admin, other] = [site.visitor(), site.visitor()];
  await admin.logIn(BERT);
  await other.logIn(ANNA);
  for (let time = 0; time < 2; time++) {
    assert.ok(ADMIN_LINK.test(await textOf(admin.get("/account"))));
    assert.doesNotMatch(await textOf(other.get("/account")), ADMIN_LINK);
    assert.doesNotMatch(await textOf(site.fetch("/auth/login")), ADMIN_LINK);
  }
});

Deno.test("shows a notice once after an action, on the search it was done from", async () => {
  await using site = await openSite();
  const admin = await adminOf(site);
  const { id: user } = await userOf(site, BERT);
  const path = `${PAGE}?q=bert`;
  const done = await admin.post(path, { user, action: "end-sessions" });
  assert.equal(done.headers.get("location"), path);
  const said = sentence(messages.admin.notices["end-sessions"]);
  assert.match(await textOf(admin.get(path)), said);
  assert.doesNotMatch(await textOf(admin.get(path)), said);
});

Deno.test("grants no role to an unconfirmed address", async () => {
  await using site = await openSite();
  const { visitor } = await signUpClara(site);
  await visitor.logIn(CLARA_LOGIN);
  const { users } = site.services.store;
  const { id = "" } = await accountAt(site, CLARA.address) ?? {};
  await users.update(id, { roles: ["admin"] });
  assert.equal(await statusOf(visitor.get("/admin/users")), 403);
  await users.update(id, { verifiedAt: site.services.now() });
  assert.equal(await statusOf(visitor.get("/admin/users")), 200);
});

Deno.test("answers a missing role without blaming a cross-site form", async () => {
  await using logged = await openLoggedSite();
  const visitor = logged.site.visitor();
  await visitor.logIn(ANNA);
  const { status } = await visitor.post(PAGE, { id: "x" });
  assert.equal(status, 403);
  assert.deepEqual(logged.lines("security.csrf_rejected"), []);
});
