/** The "This wasn't me" link in the email to an account's previous address. */
import assert from "node:assert/strict";
import { messages, sentence } from "../pages.ts";
import { ANNA, openSite, type Site, type Visitor } from "../site.ts";
import { isLoggedIn } from "./account_password.ts";
import {
  at,
  DAY,
  kindsAt,
  MINUTE,
  statusOf,
  textOf,
  tokenIn,
  userAt,
} from "./own_account.ts";
import {
  assertClarasOnly,
  EVIL,
  PAGE,
  secureAccount,
  thiefIn,
  undoLink,
} from "./account_takeover.ts";

Deno.test("explains what the button does, and changes nothing when opened", async () => {
  await using site = await openSite();
  await thiefIn(site);
  const link = await undoLink(site);
  for (let times = 0; times < 2; times++) {
    const response = await site.visitor().get(link);
    assert.equal(response.status, 200);
    const html = await response.text();
    assert.match(html, /<b>Anna@example\.com<\/b>/);
    assert.match(html, sentence(messages.secureAccount.loggedOut));
    assert.match(html, sentence(messages.secureAccount.send));
    assert.ok(!html.includes(EVIL));
  }
  await userAt(site, EVIL);
});

Deno.test("restores the address, ends all sessions and makes the password unusable", async () => {
  await using site = await openSite();
  const thief = await thiefIn(site);
  const owner = site.visitor();
  await owner.logIn(at(EVIL));
  await secureAccount(site, await undoLink(site));
  assert.ok(!await isLoggedIn(thief));
  assert.ok(!await isLoggedIn(owner), "the owner too");
  await assertClarasOnly(site, EVIL);
  const kinds = await kindsAt(site, ANNA.username);
  assert.ok(kinds.includes("address_restored"));
});

Deno.test("notifies the replaced address without a link or the other address (ASVS 5.0 6.3.7)", async () => {
  await using site = await openSite();
  await thiefIn(site);
  await secureAccount(site, await undoLink(site));
  const { subject, text } = await site.mailTo(EVIL);
  assert.equal(subject, messages.mails.addressRestored.subject);
  assert.match(
    text.replaceAll("\n", " "),
    sentence(messages.mails.addressRestored.body),
  );
  assert.doesNotMatch(text, /anna@example|token=/i);
});

Deno.test("lets the owner set a new password, after which only that one works", async () => {
  await using site = await openSite();
  await thiefIn(site);
  const location = await secureAccount(site, await undoLink(site));
  const owner = site.visitor();
  assert.equal(await statusOf(owner.get(location)), 200);
  const password = "tractor moonlight";
  const set = await owner.post("/auth/recover/new", {
    token: tokenIn(location),
    password,
  });
  assert.equal(await statusOf(set), 303);
  assert.ok(await isLoggedIn(owner));
  await site.visitor().logIn(at(ANNA.username, password));
});

Deno.test("reserves the old address for seven days, in which it can be restored", async () => {
  for (
    const [wait, holds] of [[7 * DAY - MINUTE, true], [7 * DAY, false]] as const
  ) {
    await using site = await openSite();
    await thiefIn(site);
    const link = await undoLink(site);
    site.clock.advance(wait);
    assert.equal(await statusOf(site.visitor().get(link)), holds ? 200 : 410);
    const taker = site.visitor();
    await site.addUser("cleo@example.com", "an honest person");
    await taker.logIn(at("cleo@example.com", "an honest person"));
    const token = tokenIn(await askForOrNot(site, taker));
    const taken = await statusOf(taker.post("/auth/address", { token }));
    assert.equal(taken, holds ? 410 : 303);
    const undone = await site.visitor().post(PAGE, { token: tokenIn(link) });
    assert.equal(await statusOf(undone), holds ? 303 : 410);
  }
});

/**
 * A link that would change a user's address to Anna's former one; none is sent
 * while it is reserved.
 */
async function askForOrNot(site: Site, taker: Visitor): Promise<string> {
  await site.services.mail.settled();
  const before = site.mails.messages().length;
  await textOf(taker.post("/account/address", { address: ANNA.username }));
  await site.services.mail.settled();
  const fresh = site.mails.messages().slice(
    0,
    site.mails.messages().length - before,
  );
  const [, link] = /(\/auth\/address\?token=[\w-]{43})/
    .exec(fresh.map(({ text }) => text).join("\n")) ?? [];
  return link ?? "/auth/address?token=none";
}

Deno.test("sends no undo link to an address that was never confirmed", async () => {
  await using site = await openSite();
  const { users } = site.services.store;
  const { id } = await userAt(site, ANNA.username);
  await users.update(id, { verifiedAt: null });
  await thiefIn(site);
  await site.services.mail.settled();
  const sent = site.mails.messages().filter(({ to }) => to === ANNA.username);
  assert.deepEqual(sent, []);
  assert.deepEqual((await userAt(site, EVIL)).formerAddresses, []);
});

Deno.test("says that it worked when the button is pressed twice", async () => {
  await using site = await openSite();
  await thiefIn(site);
  const token = tokenIn(await undoLink(site));
  const answers = await Promise.all(
    [1, 2].map(() => site.visitor().post(PAGE, { token })),
  );
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual(statuses.toSorted(), [303, 410]);
  const html = await answers[statuses.indexOf(410)].text();
  assert.match(html, sentence(messages.secureAccount.deadLink));
  assert.match(html, /href="\/auth\/recover"/);
  await assertClarasOnly(site, EVIL);
});

Deno.test("rejects a cross-site press of the button", async () => {
  await using site = await openSite();
  await thiefIn(site);
  const token = tokenIn(await undoLink(site));
  const response = await site.visitor().post(PAGE, { token }, {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  });
  assert.equal(await statusOf(response), 403);
  await userAt(site, EVIL);
});
