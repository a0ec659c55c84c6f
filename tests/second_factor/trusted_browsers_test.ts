/** Browsers that are trusted for 30 days instead of being asked for the second factor. */
import assert from "node:assert/strict";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, openSite, type Site, type Visitor } from "../site.ts";
import {
  kindsAt,
  MINUTE,
  statusOf,
  textOf,
  userAt,
} from "../routes/own_account.ts";
import { recoveryLink, tokenIn } from "../routes/mailed_link.ts";
import { testApp } from "../site_features.ts";
import { type App, setUpApp } from "./authenticator.ts";

const STEP = "/auth/second-factor";
const LIST = "/account/trusted-browsers";
const TRUST = "trusted_browser";
const DAY = 24 * 60 * MINUTE;

/** A site where Anna has an authenticator app. */
async function siteWithApp(
  options?: Parameters<typeof openSite>[0],
): Promise<AsyncDisposable & { readonly site: Site; readonly app: App }> {
  const site = await openSite(options);
  const app = await setUpApp(site, (await userAt(site, ANNA.username)).id);
  return {
    site,
    app,
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

/** Logs in with password and code. */
async function logIn(
  site: Site,
  app: App,
  visitor: Visitor,
  extra: Record<string, string> = {},
): Promise<void> {
  site.clock.advance(MINUTE);
  const first = await visitor.post("/auth/login", ANNA);
  assert.equal(first.headers.get("location"), STEP);
  const fields = { factor: "authenticator_app", proof: app.code(), ...extra };
  assert.equal(await statusOf(visitor.post(STEP, fields)), 303);
}

/** Where the password alone leads. */
async function passwordLeadsTo(visitor: Visitor): Promise<string | null> {
  await statusOf(visitor.post("/auth/logout", {}));
  return (await visitor.post("/auth/login", ANNA)).headers.get("location");
}

testApp("a trusted browser needs the password alone for 30 days", async () => {
  await using open = await siteWithApp();
  const { site, app } = open;
  const visitor = site.visitor();
  await logIn(site, app, visitor, { trust: "yes" });
  assert.equal(await passwordLeadsTo(visitor), "/");
  assert.equal(await statusOf(visitor.get("/account")), 200);
  site.clock.advance(29 * DAY);
  assert.equal(await passwordLeadsTo(visitor), "/");
  site.clock.advance(DAY);
  assert.equal(await passwordLeadsTo(visitor), STEP);
  assert.ok((await kindsAt(site, ANNA.username)).includes("browser_trusted"));
});

testApp("the cookie is for the server alone, for 30 days", async () => {
  await using open = await siteWithApp({
    settings: { publicUrl: new URL("https://login.example"), https: true },
  });
  const { site, app } = open;
  site.clock.advance(MINUTE);
  const headers = {
    origin: "https://login.example",
  };
  const visitor = site.visitor();
  await statusOf(visitor.post("/auth/login", ANNA, headers));
  const fields = {
    factor: "authenticator_app",
    proof: app.code(),
    trust: "yes",
  };
  const done = await visitor.post(STEP, fields, headers);
  const line = done.headers.getSetCookie().find((line) => line.includes(TRUST));
  assert.match(
    line ?? "",
    /^__Host-trusted_browser=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
});

testApp("nobody trusts a browser without choosing to", async () => {
  await using open = await siteWithApp();
  const { site, app } = open;
  const visitor = site.visitor();
  await logIn(site, app, visitor);
  assert.ok(!visitor.cookies.has(TRUST));
  assert.equal(await passwordLeadsTo(visitor), STEP);
});

testApp("a wrong code trusts no browser", async () => {
  await using open = await siteWithApp();
  const { site } = open;
  const visitor = site.visitor();
  await statusOf(visitor.post("/auth/login", ANNA));
  const fields = { factor: "authenticator_app", proof: "1", trust: "yes" };
  assert.equal(await statusOf(visitor.post(STEP, fields)), 422);
  assert.ok(!visitor.cookies.has(TRUST));
});

testApp("the page asks, and the choice is off", async () => {
  await using open = await siteWithApp();
  const visitor = open.site.visitor();
  await statusOf(visitor.post("/auth/login", ANNA));
  const page = await textOf(visitor.get(STEP));
  assert.match(page, sentence(messages.secondFactor.trust));
  assert.match(page, /<input type="checkbox" name="trust" value="yes"/);
  assert.doesNotMatch(page, /checked/);
});

testApp(
  "a stolen cookie without the password is worth nothing, and trusts no other account",
  async () => {
    await using open = await siteWithApp();
    const { site, app } = open;
    const visitor = site.visitor();
    await logIn(site, app, visitor, { trust: "yes" });
    const thief = site.visitor();
    thief.cookies.set(TRUST, visitor.cookies.get(TRUST) ?? "");
    assert.equal(await statusOf(thief.get("/account")), 303);
    const wrong = { ...ANNA, password: "wrong horse" };
    assert.equal(await statusOf(thief.post("/auth/login", wrong)), 401);
    await setUpApp(site, (await userAt(site, BERT.username)).id);
    const bert = await thief.post("/auth/login", BERT);
    assert.equal(bert.headers.get("location"), STEP);
  },
);

testApp(
  "a trusted browser still has to show the factor before sensitive changes",
  async () => {
    await using open = await siteWithApp();
    const { site, app } = open;
    const visitor = site.visitor();
    await logIn(site, app, visitor, { trust: "yes" });
    assert.equal(await passwordLeadsTo(visitor), "/");
    const { id } = await userAt(site, ANNA.username);
    const [session] = await site.services.store.sessions.listOf(id);
    assert.equal(session.factorAt, 0);
  },
);

testApp("a program is never trusted", async () => {
  await using open = await siteWithApp();
  const { site, app } = open;
  const visitor = site.visitor();
  await logIn(site, app, visitor, { trust: "yes" });
  const answer = await visitor.post("/token", ANNA);
  assert.equal(answer.status, 400);
  await answer.body?.cancel();
});

testApp("a new password, or a recovery, ends the trust", async () => {
  await using open = await siteWithApp();
  const { site, app } = open;
  const visitor = site.visitor();
  await logIn(site, app, visitor, { trust: "yes" });
  const password = "tractor moonlight";
  const token = tokenIn(await recoveryLink(site));
  await statusOf(site.visitor().post("/auth/recover/new", { token, password }));
  await statusOf(visitor.post("/auth/logout", {}));
  const after = await visitor.post("/auth/login", { ...ANNA, password });
  assert.equal(after.headers.get("location"), STEP);
});

testApp("people see their trusted browsers and remove one or all", async () => {
  await using open = await siteWithApp();
  const { site, app } = open;
  const [first, second, third] = [
    site.visitor(),
    site.visitor(),
    site.visitor(),
  ];
  await logIn(site, app, first);
  assert.match(
    await textOf(first.get(LIST)),
    sentence(messages.trustedBrowsers.none),
  );
  assert.doesNotMatch(await textOf(first.get("/account")), /trusted-browsers/);
  for (const visitor of [second, third]) {
    await logIn(site, app, visitor, { trust: "yes" });
  }
  assert.match(await textOf(third.get("/account")), /trusted-browsers/);
  const page = await textOf(third.get(LIST));
  assert.match(page, sentence(messages.trustedBrowsers.present));
  const ids = [...page.matchAll(/name="browser" value="([\w-]{10,})"/g)]
    .map(([, id]) => id);
  assert.equal(ids.length, 2);
  const removed = await third.post(LIST, { browser: ids[1] });
  assert.equal(removed.headers.get("location"), LIST);
  assert.match(
    await textOf(third.get(LIST)),
    sentence(messages.trustedBrowsers.notices.trust_ended),
  );
  assert.equal(await passwordLeadsTo(second), STEP);
  assert.equal(await statusOf(third.post(LIST, { browser: ids[1] })), 404);
  assert.equal(await statusOf(third.post(LIST, { browser: "all" })), 303);
  assert.equal(await passwordLeadsTo(third), STEP);
  const kinds = await kindsAt(site, ANNA.username);
  const ended = kinds.filter((kind) => kind === "browser_untrusted");
  assert.equal(ended.length, 2);
});

testApp("removing trust needs a recent proof of identity", async () => {
  await using open = await siteWithApp();
  const { site, app } = open;
  const visitor = site.visitor();
  await logIn(site, app, visitor, { trust: "yes" });
  site.clock.advance(11 * MINUTE);
  assert.equal(await statusOf(visitor.get(LIST)), 200);
  assert.equal(await statusOf(visitor.post(LIST, { browser: "all" })), 403);
  const fields = { browser: "all", step_up_password: ANNA.password };
  assert.equal(await statusOf(visitor.post(LIST, fields)), 303);
});

testApp("nobody removes the trust of others", async () => {
  await using open = await siteWithApp();
  const { site, app } = open;
  const visitor = site.visitor();
  await logIn(site, app, visitor, { trust: "yes" });
  const [, id] = /name="browser" value="([\w-]{10,})"/
    .exec(await textOf(visitor.get(LIST))) ?? [];
  const bert = site.visitor();
  await bert.logIn(BERT);
  assert.equal(await statusOf(bert.post(LIST, { browser: id })), 404);
  assert.equal(await statusOf(bert.post(LIST, { browser: "all" })), 404);
  assert.equal(await passwordLeadsTo(visitor), "/");
});
