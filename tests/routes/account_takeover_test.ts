/** A thief who uses every feature to keep an account. */
import assert from "node:assert/strict";
import { ANNA, openSite, secureAccountLinkIn } from "../site.ts";
import { isLoggedIn, loggedInSite } from "./account_password.ts";
import {
  askForAddress,
  at,
  DAY,
  moveTo,
  statusOf,
  tokenIn,
  userAt,
} from "./own_account.ts";
import {
  assertClarasOnly,
  EVIL,
  EVIL_PASSWORD,
  EVIL_TOO,
  secureAccount,
  thiefIn,
  undoLink,
} from "./account_takeover.ts";

Deno.test('returns the account to its owner after the thief used "This wasn\'t me" and changed password and address', async () => {
  await using site = await openSite();
  const thief = await thiefIn(site);
  const undo = await undoLink(site);

  // He gets a link of his own by logging in from an unknown device.
  const again = site.visitor();
  const headers = { "user-agent": "Firefox/1", "x-forwarded-for": "1.2.3.4" };
  await again.post("/auth/login", at(EVIL), headers);
  const his = secureAccountLinkIn(await site.mailTo(EVIL));
  const recovery = await secureAccount(site, his);
  assert.ok(!await isLoggedIn(thief), "it ends his own sessions");
  const set = await thief.post("/auth/recover/new", {
    token: tokenIn(recovery),
    password: EVIL_PASSWORD,
  });
  assert.equal(await statusOf(set), 303);
  await moveTo(site, thief, EVIL_TOO);
  const hisUndo = secureAccountLinkIn(await site.mailTo(EVIL));
  const hisNext = await askForAddress(site, thief, "evil.three@example.net");
  await site.visitor().post("/auth/recover", { address: EVIL_TOO });
  await site.services.mail.settled();
  const hisTokens = site.mails.messages()
    .filter(({ to }) => to !== ANNA.username)
    .flatMap(({ text }) => [...text.matchAll(/(\/auth\/\S+token=[\w-]{43})/g)])
    .map(([link]) => link);
  assert.ok(hisTokens.includes(hisUndo) && hisTokens.includes(hisNext));
  assert.ok(hisTokens.some((link) => link.startsWith("/auth/recover/new")));

  await secureAccount(site, undo);
  await assertClarasOnly(site, EVIL, EVIL_TOO);
  assert.ok(!await isLoggedIn(thief));
  for (const link of hisTokens) {
    const [path] = link.split("?");
    const fields = { token: tokenIn(link), password: EVIL_PASSWORD };
    await statusOf(thief.post(path, fields));
  }
  await assertClarasOnly(site, EVIL, EVIL_TOO);
});

Deno.test("revokes the thief's saved link once the owner's address is restored", async () => {
  await using site = await openSite();
  await thiefIn(site);
  const undo = await undoLink(site);
  const again = site.visitor();
  const headers = { "user-agent": "Firefox/1" };
  await statusOf(again.post("/auth/login", at(EVIL), headers));
  const his = secureAccountLinkIn(await site.mailTo(EVIL));
  assert.equal(await statusOf(again.get(his)), 200, "it was valid until then");

  const location = await secureAccount(site, undo);
  const owner = site.visitor();
  await statusOf(owner.post("/auth/recover/new", {
    token: tokenIn(location),
    password: "tractor moonlight",
  }));
  const used = await again.post("/auth/secure-account", {
    token: tokenIn(his),
  });
  assert.equal(await statusOf(used), 410);
  assert.ok(await isLoggedIn(owner));
});

Deno.test("cancels a deletion that the thief requested", async () => {
  await using site = await openSite();
  const thief = await thiefIn(site);
  const gone = await thief.post("/account/delete", { password: ANNA.password });
  assert.equal(await statusOf(gone), 200);
  site.clock.advance(6 * DAY);
  await secureAccount(site, await undoLink(site));
  await assertClarasOnly(site, EVIL);
});

Deno.test("revokes an address change requested under the old password", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const thief = site.visitor();
  await thief.logIn(ANNA);
  const link = await askForAddress(site, thief, EVIL);
  await visitor.post("/account/password", {
    present: ANNA.password,
    password: "tractor moonlight",
  });
  const used = await thief.post("/auth/address", {
    token: tokenIn(link),
    password: "tractor moonlight",
  });
  assert.equal(await statusOf(used), 410);
  await userAt(site, ANNA.username);
});
