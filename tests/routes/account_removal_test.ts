/** What remains of an account after its grace period. */
import assert from "node:assert/strict";
import { dump, removeDueAccounts } from "@latchkey/core/testing";
import { ANNA, BERT, openSite, type Site } from "../site.ts";
import { loggedInSite } from "./account_password.ts";
import { askForAddress, DAY, moveTo, statusOf, userAt } from "./own_account.ts";

const PAGE = "/account/delete";
const RIGHT = { password: ANNA.password };

Deno.test("rejects logins after 14 days, even before the account has been removed", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await statusOf(visitor.post(PAGE, RIGHT));
  site.clock.advance(14 * DAY);
  assert.equal(await statusOf(site.visitor().post("/auth/login", ANNA)), 401);
});

Deno.test("removes everything about the account after 14 days and frees its address", async () => {
  await using site = await openSite();
  const { database } = site.services;
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  await visitor.post("/account/name", { name: "Anna Karenina" });
  await moveTo(site, visitor, "anna@new.example");
  await askForAddress(site, visitor, "anna@other.example");
  await statusOf(visitor.post(PAGE, RIGHT));
  const { id } = await userAt(site, "anna@new.example");
  await site.services.mail.settled();
  for (const held of [id, "Karenina", "anna@new", "anna@example.com"]) {
    assert.ok((await dump(database)).includes(held), `${held} was there`);
  }

  site.clock.advance(14 * DAY);
  assert.equal(await removeDueAccounts(site.services), 1);
  assert.equal(await removeDueAccounts(site.services), 0);
  const left = await dump(database);
  for (const gone of [id, "Karenina", "anna@", "Anna@"]) {
    assert.ok(!left.includes(gone), `${gone} is gone`);
  }
  assert.ok(left.includes("bert@example.com"), "others are still there");
  for (const address of [ANNA.username, "anna@new.example"]) {
    await site.addUser(address, "somebody else");
  }
});

Deno.test("removes unsent emails that were requested by address alone", async () => {
  await using site = await openSite();
  const { database } = site.services;
  const { mailQueue } = site.services.store;
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  await moveTo(site, visitor, "anna@new.example");
  await statusOf(visitor.post(PAGE, RIGHT));
  await site.services.mail.settled();
  const waiting = [
    { kind: "recover", address: "ANNA@New.example", userId: "" },
    { kind: "login_link", address: ANNA.username, userId: "" },
    { kind: "sign_up", address: "anna@new.example", userId: "b".repeat(22) },
    { kind: "recover", address: BERT.username, userId: "" },
  ];
  for (const [count, { kind, address, userId }] of waiting.entries()) {
    await mailQueue.add({
      id: String(count).repeat(22),
      kind,
      data: { address },
      userId,
      createdAt: site.services.now() + 14 * DAY,
      dueAt: null,
      attempts: 28,
      lastError: "",
    });
  }
  site.clock.advance(14 * DAY);
  assert.equal(await removeDueAccounts(site.services), 1);
  const left = (await mailQueue.list({ limit: 100 })).items;
  assert.deepEqual(left.map(({ data }) => data), [{ address: BERT.username }]);
  assert.doesNotMatch(await dump(database), /anna@/i);
});

Deno.test("removes many accounts in one run and keeps those still in their grace period", async () => {
  await using site = await openSite();
  const { users } = site.services.store;
  for (let count = 0; count < 250; count++) {
    const address = `u${count}@example.com`;
    await addLeaving(site, address, site.services.now() + count);
  }
  site.clock.advance(219);
  assert.equal(await removeDueAccounts(site.services), 220);
  assert.equal(await users.byAddressKey("u219@example.com"), null);
  assert.ok(await users.byAddressKey("u220@example.com"));
});

async function addLeaving(site: Site, address: string, deleteAfter: number) {
  const { users } = site.services.store;
  const bert = await userAt(site, BERT.username);
  const id = `${address.replace(/\W/g, "")}${"x".repeat(22)}`.slice(0, 22);
  const user = { ...bert, id, address, addressKey: address, deleteAfter: null };
  assert.ok(await users.create(user));
  await users.update(id, { deleteAfter });
}

Deno.test("rejects an address-change link of a removed account", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const link = await askForAddress(site, visitor, "anna@new.example");
  await statusOf(visitor.post(PAGE, RIGHT));
  site.clock.advance(14 * DAY);
  await removeDueAccounts(site.services);
  assert.equal(await statusOf(site.visitor().get(link)), 410);
});
