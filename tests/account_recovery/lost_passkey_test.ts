/** Anna, who is logged in with her password and has lost the passkey that she may use instead. */
import assert from "node:assert/strict";
import {
  accountRecovery as feature,
  passkeys,
  recoveryCodes,
} from "@latchkey/core/features";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, linkIn, openSite } from "../site.ts";
import {
  HAS_LOGIN_LINK,
  HAS_PASSKEYS,
  HAS_RECOVERY_CODES,
} from "../site_features.ts";
import {
  MINUTE,
  statusOf,
  textOf,
  tokenIn,
  userAt,
} from "../routes/own_account.ts";
import { openAndPress } from "../routes/mailed_link.ts";
import { annasPasskey } from "../routes/passkey.ts";
import { PAGE, recoveryLinkIn } from "./lost_phone.ts";

const { accountRecovery, stepUp } = messages;
const PASSKEYS = "/account/passkeys";
const PASSWORD = { step_up_password: ANNA.password };
const test = HAS_PASSKEYS ? Deno.test : Deno.test.ignore;

/** A site on which Anna has a passkey, and has used up her recovery codes. */
async function lostPasskey() {
  const site = await openSite();
  const { id } = await annasPasskey(site);
  const { id: annaId } = await userAt(site, ANNA.username);
  const { services } = site;
  if (HAS_RECOVERY_CODES) await services.use(recoveryCodes).remove(annaId);
  site.clock.advance(20 * MINUTE);
  const recoveries = services.use(feature);
  return {
    site,
    annaId,
    passkey: id,
    recoveries,
    isRunning: async () => await recoveries.running(annaId) !== null,
    passkeys: () => services.use(passkeys).list(annaId),
    async loggedIn() {
      const visitor = site.visitor();
      await visitor.logIn(ANNA);
      return visitor;
    },
    async wait(hours: number) {
      for (let halves = 0; halves < hours * 2; halves++) {
        site.clock.advance(30 * MINUTE);
        await recoveries.advanceAll();
        await services.mail.settled();
      }
    },
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

test("the page that asks for a lost passkey leads to a recovery that removes it", async () => {
  await using lost = await lostPasskey();
  const { site } = lost;
  const anna = await lost.loggedIn();
  const asked = await anna.post(PASSKEYS, { remove: lost.passkey });
  assert.equal(asked.status, 403);
  const html = await asked.text();
  assert.match(html, sentence(accountRecovery.lost));
  const [, href] = /href="(\/auth\/account-recovery\?[^"]*)"/.exec(html) ?? [];
  assert.ok(href, "the page has no link to the recovery");

  const offer = await textOf(anna.get(href));
  assert.match(offer, sentence(accountRecovery.title));
  assert.match(offer, sentence(accountRecovery.offered.loggedIn.explained));
  assert.match(offer, new RegExp(`href="${PASSKEYS}"`));
  assert.equal(await statusOf(anna.post(href, {})), 303);
  assert.ok(await lost.isRunning());
  assert.match(
    await textOf(anna.get(href)),
    sentence(accountRecovery.running.title),
  );
  assert.equal((await lost.passkeys()).length, 1);

  await lost.wait(74);
  const link = recoveryLinkIn(await site.mailTo(ANNA.username), "finish");
  const fields = { token: tokenIn(link), keep: "yes" };
  assert.equal(
    await statusOf(site.visitor().post(`${PAGE}/finish`, fields)),
    303,
  );
  assert.deepEqual(await lost.passkeys(), []);
});

test("a session alone starts none, before the password is entered again", async () => {
  await using lost = await lostPasskey();
  const stolen = await lost.loggedIn();
  lost.site.clock.advance(20 * MINUTE);
  const asked = await stolen.post(PAGE, {});
  assert.equal(asked.status, 403);
  assert.match(await asked.text(), sentence(stepUp.title));
  assert.equal(await lost.isRunning(), false);
  const wrong = { step_up_password: "wrong horse" };
  assert.equal(await statusOf(stolen.post(PAGE, wrong)), 403);
  assert.equal(await lost.isRunning(), false);
  assert.equal(await statusOf(stolen.post(PAGE, PASSWORD)), 303);
  assert.ok(await lost.isRunning());
});

test("who has no second factor, or has just shown it, is offered none", async () => {
  await using lost = await lostPasskey();
  const { site } = lost;
  const bert = site.visitor();
  await bert.logIn(BERT);
  assert.equal(await statusOf(bert.post(PAGE, {})), 303);
  assert.equal(await statusOf(bert.get(PAGE)), 303);
  assert.doesNotMatch(
    await textOf(bert.get("/account/authenticator")),
    sentence(accountRecovery.lost),
  );
  const anna = await lost.loggedIn();
  const { services } = site;
  const [{ id }] = await services.store.sessions.listOf(lost.annaId);
  await services.store.sessions.proveFactor(id, services.now());
  assert.equal(await statusOf(anna.post(PAGE, {})), 303);
  assert.equal(await lost.isRunning(), false);
});

test("a thief with the password stops it, until the owner sets a new one by email", async () => {
  await using lost = await lostPasskey();
  const { site } = lost;
  const thief = await lost.loggedIn();
  for (let times = 0; times < 3; times++) {
    const anna = await lost.loggedIn();
    assert.equal(await statusOf(anna.post(PAGE, {})), 303);
    assert.ok(await lost.isRunning());
    assert.equal(await statusOf(thief.post(`${PAGE}/stop`, {})), 303);
    assert.match(
      await textOf(anna.get(PAGE)),
      sentence(accountRecovery.paused.title),
    );
    if (times < 2) site.clock.advance(4 * 24 * 60 * MINUTE);
    await thief.logIn(ANNA);
  }
  const owner = site.visitor();
  const address = ANNA.username;
  await statusOf(owner.post("/auth/recover", { address }));
  const link = linkIn(await site.mailTo(address));
  const password = "tractor moonlight";
  const fields = { token: tokenIn(link), password };
  assert.equal(await statusOf(owner.post("/auth/recover/new", fields)), 303);
  assert.equal(await statusOf(thief.post(`${PAGE}/stop`, {})), 410);
  assert.equal(await statusOf(owner.post(PAGE, {})), 303);
  assert.ok(await lost.isRunning());
});

const testWithoutPassword = HAS_PASSKEYS && HAS_LOGIN_LINK
  ? Deno.test
  : Deno.test.ignore;

testWithoutPassword(
  "an account without a password starts it after a login link",
  async () => {
    await using lost = await lostPasskey();
    const { site } = lost;
    const { users } = site.services.store;
    await users.secure(lost.annaId, { passwordHash: "" });
    const anna = site.visitor();
    const address = ANNA.username;
    await statusOf(anna.post("/auth/link", { address }));
    await openAndPress(anna, linkIn(await site.mailTo(address)));
    const asked = await anna.post(PASSKEYS, { remove: lost.passkey });
    assert.match(await asked.text(), sentence(accountRecovery.lost));
    assert.equal(await statusOf(anna.post(PAGE, {})), 303);
    assert.ok(await lost.isRunning());
  },
);
