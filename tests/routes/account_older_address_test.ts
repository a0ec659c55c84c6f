/** An owner who recovers on the account pages, and a thief who holds a link. */
import assert from "node:assert/strict";
import { ANNA, openSite, secureAccountLinkIn, type Site } from "../site.ts";
import { at, DAY, moveTo, statusOf, tokenIn, userAt } from "./own_account.ts";
import { EVIL, PAGE, thiefIn, undoLink } from "./account_takeover.ts";

const NEW_PASSWORD = "tractor moonlight";

/**
 * The thief has moved Anna's account to his address, and Anna has a new
 * password.
 */
async function ownerActs(site: Site) {
  const owner = site.visitor();
  await owner.logIn(ANNA, { remember: "yes" });
  const thief = await thiefIn(site);
  const fields = { present: ANNA.password, password: NEW_PASSWORD };
  assert.equal(await statusOf(owner.post("/account/password", fields)), 303);
  return { owner, thief };
}

Deno.test("revokes the thief's link when the owner moves back to the old address", async () => {
  await using site = await openSite();
  const { owner, thief } = await ownerActs(site);
  await moveTo(site, owner, ANNA.username);
  await site.services.mail.settled();
  const toThief = site.mails.messages().filter(({ to }) => to === EVIL)
    .flatMap((
      { text },
    ) => [...text.matchAll(/secure-account\?token=([\w-]{43})/g)]);
  for (const [, token] of toThief) {
    assert.equal(await statusOf(thief.post(PAGE, { token })), 410);
  }
  assert.deepEqual((await userAt(site, ANNA.username)).formerAddresses, []);
  assert.equal(await site.services.store.users.byAddressKey(EVIL), null);
});

Deno.test("keeps the owner's link valid longer than the thief's after a move to a third address", async () => {
  await using site = await openSite();
  const { owner, thief } = await ownerActs(site);
  const hers = await undoLink(site);
  await moveTo(site, owner, "anna@new.example");
  const his = secureAccountLinkIn(await site.mailTo(EVIL));
  site.clock.advance(5 * DAY - 1000);
  const used = await thief.post(PAGE, { token: tokenIn(his) });
  assert.equal(await statusOf(used), 303);
  await userAt(site, EVIL);
  const latest = secureAccountLinkIn(await site.mailTo(ANNA.username));
  assert.notEqual(latest, hers, "she is told again");
  site.clock.advance(2 * DAY - 1000);
  const back = await owner.post(PAGE, { token: tokenIn(latest) });
  assert.equal(await statusOf(back), 303);
  await userAt(site, ANNA.username);
  assert.equal(await site.services.store.users.byAddressKey(EVIL), null);
});

Deno.test("revokes the thief's link once the owner's has expired", async () => {
  await using site = await openSite();
  const { owner, thief } = await ownerActs(site);
  site.clock.advance(3 * DAY);
  await owner.logIn(at(EVIL, NEW_PASSWORD));
  await moveTo(site, owner, "anna@new.example");
  const his = secureAccountLinkIn(await site.mailTo(EVIL));
  site.clock.advance(2 * DAY);
  const used = await thief.post(PAGE, { token: tokenIn(his) });
  assert.equal(await statusOf(used), 410);
});
