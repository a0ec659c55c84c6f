/** Whose account an identity at a provider opens, and which one it creates. */
import assert from "node:assert/strict";
import {
  type AccountApp,
  accountApp,
} from "../../testing/providers/account_app.ts";
import { FAKE_IDENTITY } from "../../testing/providers/fake_provider.ts";
import { onEachDatabase } from "../../testing/database/on_each_database.ts";
import { addUser } from "../../testing/services.ts";
import { providers } from "./feature.ts";

const ADA = "ada@example.com";

const loginsOf = async ({ services }: AccountApp, address = ADA) => {
  const user = await services.store.users.byAddressKey(address);
  return user ? await services.use(providers).linked(user.id) : [];
};

const kindsOf = async ({ services }: AccountApp, userId: string) =>
  (await services.store.activity.listOf(userId, { limit: 20 }))
    .items.map(({ kind }) => kind);

onEachDatabase(
  "a new person with a confirmed address gets an account",
  async ({ settings }) => {
    await using app = await accountApp({ settings });
    const browser = app.browser();
    const { status, location } = await browser.through({}, { next: "/books" });
    assert.deepEqual([status, location], [303, "/books"]);
    assert.equal(await browser.whoIs(), ADA);
    const user = await app.services.store.users.byAddressKey(ADA);
    assert.ok(user);
    assert.equal(user.name, "Ada Lovelace");
    assert.equal(user.passwordHash, "");
    assert.equal(user.verifiedAt, app.services.now());
    assert.deepEqual((await kindsOf(app, user.id)).toSorted(), [
      "logged_in",
      "signed_up",
    ]);
    await app.services.mail.settled();
    assert.deepEqual(app.services.mailbox.messages(), []);
  },
);

onEachDatabase(
  "an identity opens its account, whatever its address is now",
  async ({ settings }) => {
    await using app = await accountApp({ settings });
    await app.browser().through();
    await addUser(app.services, { address: "eve@example.com" });
    const changed = { address: "eve@example.com", username: "ada-l" };
    const browser = app.browser();
    assert.equal((await browser.through(changed)).status, 303);
    assert.equal(await browser.whoIs(), ADA);
    const [{ username, lastUsedAt }] = await loginsOf(app);
    assert.equal(username, "ada-l");
    assert.equal(lastUsedAt, app.services.now());
  },
);

Deno.test("another subject or issuer with the same address is another person", async () => {
  await using app = await accountApp();
  await app.browser().through();
  for (const other of [{ subject: "2" }, { issuer: "https://other.example" }]) {
    const browser = app.browser();
    const { location } = await browser.through(other);
    assert.equal(location, "/auth/provider/link");
    assert.equal(await browser.whoIs(), null);
  }
  assert.equal((await loginsOf(app)).length, 1);
});

Deno.test("an account that can't be used isn't opened, linked or created again", async () => {
  await using app = await accountApp();
  const ada = await addUser(app.services, { disabled: true });
  const byAddress = await app.browser().through();
  assert.deepEqual([byAddress.status, byAddress.shown.reason], [
    403,
    "account_closed",
  ]);
  await app.services.use(providers)
    .link(ada.id, { ...FAKE_IDENTITY, provider: "fake" });
  const byIdentity = await app.browser().through();
  assert.equal(byIdentity.shown.reason, "account_closed");
  assert.match(app.services.logged.join("\n"), /login_failed.*"provider"/);
});

Deno.test("a deleted account is restored by a login in time, and replaced later", async () => {
  await using app = await accountApp();
  await app.browser().through();
  const { store: { users }, now, clock } = app.services;
  const { id } = (await users.byAddressKey(ADA))!;
  await users.update(id, { deleteAfter: now() + 1000 });
  await app.browser().through();
  assert.equal((await users.byId(id))?.deleteAfter, null);
  await users.update(id, { deleteAfter: now() + 1000 });
  clock.advance(1000);
  const browser = app.browser();
  await browser.through();
  assert.equal(await browser.whoIs(), ADA);
  assert.notEqual((await users.byAddressKey(ADA))?.id, id);
});

onEachDatabase(
  "of many first logins with one identity at once, one creates the account",
  async ({ settings }) => {
    await using app = await accountApp({ settings });
    const browsers = Array.from({ length: 5 }, () => app.browser());
    const callbacks = await Promise.all(browsers.map((one) => one.begin()));
    app.fake.answer({});
    await Promise.all(browsers.map((one, at) => one.get(callbacks[at])));
    const user = await app.services.store.users.byAddressKey(ADA);
    for (const browser of browsers) assert.equal(await browser.whoIs(), ADA);
    assert.equal((await loginsOf(app)).length, 1);
    const kinds = await kindsOf(app, user!.id);
    assert.equal(kinds.filter((kind) => kind === "signed_up").length, 1);
  },
);

Deno.test("the back button leads on when the person is logged in", async () => {
  await using app = await accountApp();
  const browser = app.browser();
  const callback = await browser.begin({ next: "/books" });
  await browser.get(callback);
  const again = await browser.get(callback);
  assert.deepEqual([again.status, again.location], [303, "/books"]);
});

Deno.test("failures say why, and what was to be done", async () => {
  await using app = await accountApp();
  for (
    const [answer, reason, status] of [
      ["cancelled", "cancelled", 403],
      ["down", "down", 502],
      ["invalid", "invalid", 400],
    ] as const
  ) {
    const browser = app.browser();
    const callback = await browser.begin({ next: "/books" });
    app.fake.answer(answer);
    const reply = await browser.get(callback);
    app.fake.answer({});
    assert.equal(reply.status, status);
    assert.deepEqual(reply.shown, {
      reason,
      provider: { id: "fake", label: "Fake" },
      purpose: "log_in",
      next: "/books",
    });
  }
});
