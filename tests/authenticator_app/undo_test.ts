/** "This wasn't me" after a thief changed the second factors of an account. */
import assert from "node:assert/strict";
import { authenticatorApp } from "@latchkey/core/features";
import { messages, sentence } from "../pages.ts";
import {
  ANNA,
  openSite,
  secureAccountLinkIn,
  type Site,
  type Visitor,
} from "../site.ts";
import { isLoggedIn } from "../routes/account_password.ts";
import {
  EVIL,
  secureAccount,
  thiefIn,
  undoLink,
} from "../routes/account_takeover.ts";
import {
  DAY,
  hiddenInputs,
  MINUTE,
  statusOf,
  textOf,
  userAt,
} from "../routes/own_account.ts";
import {
  addApp,
  APPS,
  CODES,
  enter,
  STEP_MS,
  toSecondStep,
} from "../second_factor/authenticator.ts";

const NEW = "tractor moonlight";

/** The link in the newest email. */
async function newestLink(site: Site): Promise<string> {
  return secureAccountLinkIn(await site.mailTo(ANNA.username));
}

/** Logs Anna in on a new device, with a second factor if she has one. */
async function loggedIn(site: Site, proof?: string, factor?: string) {
  const visitor = site.visitor();
  if (proof === undefined) await visitor.logIn(ANNA);
  else {
    await toSecondStep(visitor, ANNA);
    assert.equal(await statusOf(enter(visitor, proof, factor)), 303);
  }
  return visitor;
}

async function appsOf(site: Site) {
  const { id } = await userAt(site, ANNA.username);
  return await site.services.use(authenticatorApp).list(id);
}

/** Removes Anna's only app on the pages. */
async function removeApp(visitor: Visitor): Promise<void> {
  const list = await textOf(visitor.get(APPS));
  const { remove } = hiddenInputs(list.replace(/[\s\S]*<main/, ""));
  assert.equal(await statusOf(visitor.post(APPS, { remove })), 303);
}

/** Presses "This wasn't me", sets a new password, and returns where that leads. */
async function takeBack(site: Site, link: string) {
  const recovery = await secureAccount(site, link);
  const token = new URLSearchParams(recovery.split("?")[1]).get("token")!;
  const owner = site.visitor();
  const set = await owner.post("/auth/recover/new", { token, password: NEW });
  assert.equal(set.status, 303);
  return { owner, location: set.headers.get("location")! };
}

Deno.test("the app that a thief added with the password is gone, and so are his sessions", async () => {
  await using site = await openSite();
  await loggedIn(site);
  site.clock.advance(DAY);
  const thief = await loggedIn(site);
  site.clock.advance(MINUTE * 5);
  const evil = await addApp(site, thief, "Evil");
  const link = await newestLink(site);
  site.clock.advance(6 * DAY);
  const page = await textOf(site.visitor().get(link));
  assert.match(page, sentence(messages.secureAccount.factors));
  const { owner } = await takeBack(site, link);
  assert.ok(await isLoggedIn(owner), "no second factor was due");
  assert.equal(await isLoggedIn(thief), false);
  assert.deepEqual(await appsOf(site), []);
  const login = site.visitor();
  await login.logIn({ ...ANNA, password: NEW });
  assert.ok(await isLoggedIn(login));
  assert.equal(evil.codes.length, 10);
});

Deno.test("the email about the thief's login undoes what he did later", async () => {
  await using site = await openSite();
  await loggedIn(site);
  site.clock.advance(DAY);
  const thief = await loggedIn(site);
  const link = await newestLink(site);
  site.clock.advance(MINUTE * 5);
  await addApp(site, thief, "Evil");
  await takeBack(site, link);
  assert.deepEqual(await appsOf(site), []);
});

Deno.test("the app that a thief removed works again, and so do the recovery codes", async () => {
  await using site = await openSite();
  const owner = await loggedIn(site);
  const { code, codes } = await addApp(site, owner);
  site.clock.advance(30 * DAY);
  const thief = await loggedIn(site, codes[0], CODES);
  site.clock.advance(MINUTE);
  await removeApp(thief);
  const link = await newestLink(site);
  await addApp(site, thief, "Evil");
  assert.equal(await statusOf(site.visitor().post("/auth/login", ANNA)), 303);
  site.clock.advance(6 * DAY);
  const { owner: back, location } = await takeBack(site, link);
  assert.match(location, /^\/auth\/second-factor/);
  assert.equal(await isLoggedIn(thief), false);
  assert.deepEqual((await appsOf(site)).map(({ name }) => name), ["Phone"]);
  assert.equal(await statusOf(enter(back, code())), 303);
  assert.ok(await isLoggedIn(back));
  site.clock.advance(STEP_MS);
  for (const [proof, status] of [[codes[0], 422], [codes[1], 303]] as const) {
    const other = site.visitor();
    await toSecondStep(other, { ...ANNA, password: NEW });
    assert.equal(await statusOf(enter(other, proof, CODES)), status);
  }
});

Deno.test("changes from before the action in the email stay", async () => {
  await using site = await openSite();
  const owner = await loggedIn(site);
  await addApp(site, owner);
  await site.services.mail.settled();
  site.clock.advance(8 * DAY); // Its own email can undo it no more.
  const link = await failedAttempts(site);
  await takeBack(site, link);
  assert.equal((await appsOf(site)).length, 1);
});

/** Fails at the second step until the owner is told, and returns the email's link. */
async function failedAttempts(site: Site): Promise<string> {
  const thief = site.visitor();
  await toSecondStep(thief, ANNA);
  for (let time = 0; time < 5; time++) {
    assert.equal(await statusOf(enter(thief, "000000")), 422);
  }
  const mail = await site.mailTo(ANNA.username);
  assert.equal(mail.subject, messages.mails.factorAttempts.subject);
  return secureAccountLinkIn(mail);
}

Deno.test("a pending login of the thief ends", async () => {
  await using site = await openSite();
  const owner = await loggedIn(site);
  const { code } = await addApp(site, owner);
  const link = await failedAttempts(site);
  const thief = site.visitor();
  await toSecondStep(thief, ANNA);
  await secureAccount(site, link);
  const answer = await enter(thief, code());
  assert.match(answer.headers.get("location")!, /^\/auth\/login/);
  assert.equal(await isLoggedIn(thief), false);
});

Deno.test("taking the address back undoes what the thief did to the factors too", async () => {
  await using site = await openSite();
  const thief = await thiefIn(site);
  const link = await undoLink(site);
  await addApp(site, thief, "Evil");
  assert.equal((await userAt(site, EVIL)).address, EVIL);
  await secureAccount(site, link);
  assert.deepEqual(await appsOf(site), []);
});
