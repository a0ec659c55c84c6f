/** Unconfirmed accounts are removed after a while. */
import assert from "node:assert/strict";
import { addUser, removeDueAccounts } from "@latchkey/core/testing";
import { CLARA } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";
import { DAY, statusOf, tokenIn, userAt } from "./own_account.ts";
import { accountAt, CLARA_LOGIN, signUpClara } from "./sign_up.ts";

Deno.test("removes an unconfirmed account after seven days and frees its address", async () => {
  await using site = await openSite();
  const { visitor } = await signUpClara(site);
  await visitor.logIn(CLARA_LOGIN, { remember: "yes" });
  site.clock.advance(7 * DAY - 1);
  assert.equal(await removeDueAccounts(site.services), 0);
  site.clock.advance(1);
  assert.equal(await removeDueAccounts(site.services), 1);
  assert.equal(await accountAt(site, CLARA.address), null);
  assert.equal(await statusOf(visitor.get("/account")), 303);
  await signUpClara(site);
  assert.ok(await accountAt(site, CLARA.address));
});

Deno.test("reads the number of days from the settings, where 0 keeps accounts", async () => {
  const days = { unconfirmedSeconds: 24 * 60 * 60 };
  await using site = await openSite({ settings: days });
  await signUpClara(site);
  site.clock.advance(DAY);
  assert.equal(await removeDueAccounts(site.services), 1);

  await using keeping = await openSite({ settings: { unconfirmedSeconds: 0 } });
  await signUpClara(keeping);
  keeping.clock.advance(60 * DAY);
  assert.equal(await removeDueAccounts(keeping.services), 0);
});

Deno.test("keeps confirmed accounts, accounts with a role and imported ones", async () => {
  await using site = await openSite();
  const { services } = site;
  const { visitor, link } = await signUpClara(site);
  await visitor.post("/auth/verify", { token: tokenIn(link) });
  await addUser(services, {
    address: "c@example.com",
    roles: ["admin"],
    verified: false,
  });
  await addUser(services, {
    address: "d@example.com",
    verified: false,
    importedAt: services.now(),
  });
  const old = { address: "e@example.com", verified: false };
  await addUser(services, old);
  for (let day = 0; day < 100; day += 4) {
    site.clock.advance(4 * DAY);
    const removed = await removeDueAccounts(site.services);
    assert.equal(removed, day === 4 ? 1 : 0, `after ${day + 4} days`);
  }
  for (
    const address of [
      CLARA.address,
      ANNA.username,
      "c@example.com",
      "d@example.com",
    ]
  ) {
    await userAt(site, address);
  }
});

Deno.test("says that the link no longer works when the account is removed during confirmation", async () => {
  await using site = await openSite();
  const { visitor, link } = await signUpClara(site);
  const { users } = site.services.store;
  const { update } = users;
  Object.assign(users, {
    async update(...change: Parameters<typeof update>) {
      await users.expireUnconfirmed(change[0], site.services.now());
      return await update(...change);
    },
  });
  const token = tokenIn(link);
  const answer = visitor.post("/auth/verify", { token });
  assert.equal(await statusOf(answer), 410);
  assert.equal(await statusOf(visitor.get("/account")), 303);
});
