/** Identities whose address an account has, until its owner has logged in to it. */
import assert from "node:assert/strict";
import {
  type AccountApp,
  accountApp,
} from "../../testing/providers/account_app.ts";
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
  "an account with the address is linked once its owner has logged in",
  async ({ settings }) => {
    await using app = await accountApp({ settings });
    const ada = await addUser(app.services);
    const browser = app.browser();
    const { location } = await browser.through({}, { next: "/books" });
    assert.equal(location, "/auth/provider/link");
    assert.equal(await browser.whoIs(), null);
    const provider = { id: "fake", label: "Fake" };
    const shown = { provider, username: ADA, address: ADA, next: "/books" };
    assert.deepEqual((await browser.get("/auth/provider/link")).shown, {
      is: "log_in",
      ...shown,
    });
    assert.equal((await browser.post("/account/logins/link")).shown, null);
    assert.deepEqual(await loginsOf(app), []);

    await browser.logIn();
    assert.equal(
      (await browser.get("/auth/provider/link")).shown.is,
      "confirm",
    );
    const linked = await browser.post("/account/logins/link");
    assert.deepEqual([linked.status, linked.location], [303, "/books"]);
    assert.equal((await loginsOf(app)).length, 1);
    assert.ok((await kindsOf(app, ada.id)).includes("login_linked"));
    await app.services.mail.settled();
    const [mail] = app.services.mailbox.messages();
    assert.equal(mail.subject, "A way to log in was linked to your account");
    assert.match(mail.text, /Fake \(ada@example\.com\) is now linked/);

    assert.equal((await browser.get("/auth/provider/link")).shown, null);
    const another = app.browser();
    await another.through();
    assert.equal(await another.whoIs(), ADA);
  },
);

Deno.test("someone else who logs in links nothing", async () => {
  await using app = await accountApp();
  await addUser(app.services);
  await addUser(app.services, { address: "eve@example.com" });
  const browser = app.browser();
  await browser.through();
  await browser.logIn("eve@example.com");
  const { shown } = await browser.get("/auth/provider/link");
  assert.equal(shown.is, "other_account");
  assert.equal((await browser.post("/account/logins/link")).shown, null);
  assert.deepEqual(await loginsOf(app), []);
  assert.deepEqual(await loginsOf(app, "eve@example.com"), []);
});

Deno.test("an identity waits 15 minutes, in its browser only", async () => {
  await using app = await accountApp();
  await addUser(app.services);
  const browser = app.browser();
  await browser.through();
  const thief = app.browser();
  const [name, value] = [...browser.cookies]
    .find(([name]) => name.startsWith("pending_identity"))!;
  thief.cookies.set(name, value);
  await thief.logIn();
  assert.equal((await thief.get("/auth/provider/link")).shown, null);
  app.services.clock.advance(15 * 60_000 - 1);
  assert.ok((await browser.get("/auth/provider/link")).shown);
  app.services.clock.advance(1);
  assert.equal((await browser.get("/auth/provider/link")).shown, null);
  for (const bad of ["", "x", "a:b:c", value.replace(/.$/, "_")]) {
    browser.cookies.set(name, bad);
    assert.equal((await browser.get("/auth/provider/link")).shown, null);
  }
});

Deno.test("an identity whose sign-up nobody confirmed can be linked to another account", async () => {
  await using app = await accountApp();
  const browser = app.browser();
  await browser.through({ address: null });
  const mistyped = { address: "aad@example.com", name: "" };
  await browser.post("/auth/provider/sign-up", mistyped);
  assert.equal((await loginsOf(app, "aad@example.com")).length, 1);
  await addUser(app.services);
  assert.equal((await browser.through()).location, "/auth/provider/link");
  await browser.logIn();
  assert.equal((await browser.post("/account/logins/link")).status, 303);
  assert.equal((await loginsOf(app)).length, 1);
  assert.deepEqual(await loginsOf(app, "aad@example.com"), []);
});
