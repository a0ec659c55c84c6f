/**
 * Links that undo harm still work after the store failed on the first press.
 */
import assert from "node:assert/strict";
import { ANNA, openSite, secureAccountLinkIn } from "../site.ts";
import { askForAddress, statusOf, tokenIn, userAt } from "./own_account.ts";
import { EVIL, PAGE, thiefIn, undoLink } from "./account_takeover.ts";

Deno.test("restores the old address on the second press after a store failure", async () => {
  await using site = await openSite();
  await thiefIn(site);
  const token = tokenIn(await undoLink(site));
  const { users } = site.services.store;
  const { restoreAddress } = users;
  Object.assign(users, {
    restoreAddress: () => Promise.reject(new Error("the disk is full")),
  });
  const owner = site.visitor();
  assert.equal(await statusOf(owner.post(PAGE, { token })), 500);
  Object.assign(users, { restoreAddress });
  assert.equal(await statusOf(owner.post(PAGE, { token })), 303);
  await userAt(site, ANNA.username);
  assert.equal(await users.byAddressKey(EVIL), null);
});

Deno.test("secures the account on the second press after a store failure", async () => {
  await using site = await openSite();
  await site.visitor().logIn(ANNA);
  const thief = site.visitor();
  await thief.post("/auth/login", ANNA, { "user-agent": "Firefox/1" });
  const token = tokenIn(secureAccountLinkIn(await site.mailTo(ANNA.username)));
  const { users } = site.services.store;
  const { secure } = users;
  Object.assign(users, {
    secure: () => Promise.reject(new Error("the disk is full")),
  });
  const press = () => statusOf(site.visitor().post(PAGE, { token }));
  assert.equal(await press(), 500);
  Object.assign(users, { secure });
  assert.equal(await press(), 303);
  assert.equal(await statusOf(thief.get("/account")), 303);
});

Deno.test("changes the address on the second press after a store failure", async () => {
  await using site = await openSite();
  const owner = site.visitor();
  await owner.logIn(ANNA);
  const token = tokenIn(await askForAddress(site, owner, "new@example.com"));
  const { users } = site.services.store;
  const { changeAddress } = users;
  Object.assign(users, {
    changeAddress: () => Promise.reject(new Error("the disk is full")),
  });
  const press = () => statusOf(owner.post("/auth/address", { token }));
  assert.equal(await press(), 500);
  Object.assign(users, { changeAddress });
  assert.equal(await press(), 303);
  await userAt(site, "new@example.com");
});
