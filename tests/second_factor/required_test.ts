/** Accounts that must use a second factor. */
import assert from "node:assert/strict";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, openSite, type Site, type Visitor } from "../site.ts";
import {
  DAY,
  MINUTE,
  statusOf,
  textOf,
  userAt,
} from "../routes/own_account.ts";
import { HAS_APP, testApp } from "../site_features.ts";
import { setUpApp } from "./authenticator.ts";

const RULE = { settings: { requireSecondFactor: ["admin"] } };
const OPEN = [
  "/account",
  "/account/activity",
  ...HAS_APP ? ["/account/authenticator", "/account/authenticator/new"] : [],
  "/account/password",
  "/account/sessions",
  "/account/trusted-browsers",
  "/auth/logout",
];
const CLOSED = [
  "/",
  "/private",
  "/account/name",
  "/account/address",
  "/account/export",
  "/account/delete",
  "/account/authenticators",
  "/authentic",
];

/** A site that requires a factor of admins, and Anna, who is one, logged in. */
async function withAdmin(): Promise<
  AsyncDisposable & { readonly site: Site; readonly anna: Visitor }
> {
  const site = await openSite(RULE);
  await setRoles(site, ["admin"]);
  const anna = site.visitor();
  await anna.logIn(ANNA, { remember: "yes" });
  return {
    site,
    anna,
    [Symbol.asyncDispose]: async () => await site[Symbol.asyncDispose](),
  };
}

async function setRoles(site: Site, roles: string[]): Promise<void> {
  const { id } = await userAt(site, ANNA.username);
  await site.services.store.users.update(id, { roles });
}

async function isKeptOut(visitor: Visitor, path = "/private") {
  const answer = await visitor.get(path);
  await answer.body?.cancel();
  return answer.status === 303 && answer.headers.get("location") === "/account";
}

Deno.test("tells on every page by when a second factor is due", async () => {
  await using open = await withAdmin();
  const { site, anna } = open;
  for (const path of ["/", "/private", "/account", "/account/name"]) {
    const page = await textOf(anna.get(path));
    assert.match(page, sentence(messages.requiredFactor.setUp), path);
    assert.match(page, /8 January 2030/, path);
  }
  const bert = site.visitor();
  await bert.logIn(BERT);
  for (const visitor of [bert, site.visitor()]) {
    const page = await textOf(visitor.get("/"));
    assert.doesNotMatch(page, sentence(messages.requiredFactor.setUp));
  }
});

Deno.test("afterwards only the pages that set one up are open", async () => {
  await using open = await withAdmin();
  const { site, anna } = open;
  site.clock.advance(7 * DAY - MINUTE);
  assert.ok(!await isKeptOut(anna));
  site.clock.advance(MINUTE);
  for (const path of CLOSED) assert.ok(await isKeptOut(anna, path), path);
  for (const path of OPEN) {
    assert.equal(await statusOf(anna.get(path)), 200, path);
  }
  const page = await textOf(anna.get("/account"));
  assert.match(page, sentence(messages.requiredFactor.overdue));
  const sent = await anna.post("/account/name", { name: "Anna" });
  assert.equal(sent.headers.get("location"), "/account");
  assert.equal((await userAt(site, ANNA.username)).name, "");
  // Others, and people who are logged out, notice nothing.
  assert.equal(await statusOf(site.visitor().get("/")), 200);
  const bert = site.visitor();
  await bert.logIn(BERT);
  assert.equal(await statusOf(bert.get("/private")), 200);
});

testApp("a second factor opens all pages again", async () => {
  await using open = await withAdmin();
  const { site, anna } = open;
  site.clock.advance(8 * DAY);
  assert.ok(await isKeptOut(anna));
  await setUpApp(site, (await userAt(site, ANNA.username)).id);
  assert.equal(await statusOf(anna.get("/private")), 200);
  assert.doesNotMatch(
    await textOf(anna.get("/")),
    sentence(messages.requiredFactor.name),
  );
});

Deno.test("nothing starts the grace period again", async () => {
  await using open = await withAdmin();
  const { site, anna } = open;
  site.clock.advance(6 * DAY);
  await statusOf(anna.post("/auth/logout", {}));
  const again = site.visitor();
  await again.logIn(ANNA, { remember: "yes" });
  await setRoles(site, []);
  await statusOf(again.get("/private"));
  await setRoles(site, ["admin"]);
  site.clock.advance(DAY);
  assert.ok(await isKeptOut(again));
  const third = site.visitor();
  await third.logIn(ANNA);
  assert.ok(await isKeptOut(third));
});

Deno.test("a session from before the rule is asked too, from its next request on", async () => {
  await using before = await openSite();
  await setRoles(before, ["admin"]);
  const anna = before.visitor();
  await anna.logIn(ANNA, { remember: "yes" });
  before.clock.advance(10 * DAY);
  Object.assign(before.services, {
    settings: { ...before.services.settings, requireSecondFactor: ["admin"] },
  });
  assert.ok(!await isKeptOut(anna));
  before.clock.advance(7 * DAY);
  assert.ok(await isKeptOut(anna));
});

Deno.test("a program gets 403 with a problem that says why", async () => {
  await using open = await withAdmin();
  const { site, anna } = open;
  const tokenOf = async () => {
    const answer = await site.visitor().post("/token", ANNA);
    return (await answer.json()).access_token;
  };
  const ask = (token: string) =>
    site.fetch("/api/me", { headers: { authorization: `Bearer ${token}` } });
  assert.equal(await statusOf(ask(await tokenOf())), 200);
  site.clock.advance(8 * DAY);
  const answer = await ask(await tokenOf());
  assert.equal(answer.status, 403);
  assert.equal(
    answer.headers.get("content-type"),
    "application/problem+json",
  );
  const { title, detail } = await answer.json();
  assert.match(title, /second factor/);
  assert.match(detail, /set one up/);
  const script = await anna.get("/private", { accept: "application/json" });
  assert.equal(script.status, 403);
  await script.body?.cancel();
});

Deno.test("paths that only look like open ones are closed", async () => {
  await using open = await withAdmin();
  const { site, anna } = open;
  site.clock.advance(8 * DAY);
  for (
    const path of [
      "/auth/../private",
      "/auth/%2e%2e/private",
      "/auth/..%2fprivate",
      "/account/authenticator/../../private",
      "//private",
      "/private?next=/auth/",
      "/private#/auth/",
      "/ACCOUNT/../private",
    ]
  ) {
    const status = await statusOf(anna.get(path));
    assert.ok(status === 303 || status === 404, `${path}: ${status}`);
  }
});

Deno.test("everyone may have to", async () => {
  const settings = {
    requireSecondFactor: ["everyone"],
    secondFactorGraceSeconds: 0,
  };
  await using site = await openSite({ settings });
  for (const who of [ANNA, BERT]) {
    const visitor = site.visitor();
    await visitor.logIn(who);
    assert.ok(await isKeptOut(visitor));
  }
});
