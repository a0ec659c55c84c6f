/** Whose account an identity at a provider opens, and which one it creates. */
import assert from "node:assert/strict";
import {
  type AccountApp,
  accountApp,
} from "../../testing/providers/account_app.ts";
import { FAKE_IDENTITY } from "../../testing/providers/fake_provider.ts";
import { onEachDatabase } from "../../testing/database/on_each_database.ts";
import { addUser } from "../../testing/services.ts";
import { createInvitation } from "../invitations/invitations.ts";
import { providers } from "./feature.ts";

const ADA = "ada@example.com";

const loginsOf = async ({ services }: AccountApp, address = ADA) => {
  const user = await services.store.users.byAddressKey(address);
  return user ? await services.use(providers).linked(user.id) : [];
};

const kindsOf = async ({ services }: AccountApp, userId: string) =>
  (await services.store.activity.listOf(userId, { limit: 20 }))
    .items.map(({ kind }) => kind);

/** The identity of someone whose address the provider has not confirmed. */
const UNCONFIRMED = { addressVerified: false };

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

onEachDatabase(
  "an address that nobody has confirmed leads to a form, and an email",
  async ({ settings }) => {
    await using app = await accountApp({ settings });
    const browser = app.browser();
    const { location } = await browser.through(UNCONFIRMED, { next: "/books" });
    assert.equal(location, "/auth/provider/sign-up");
    const form = await browser.get("/auth/provider/sign-up");
    assert.deepEqual(form.shown, {
      provider: { id: "fake", label: "Fake" },
      username: ADA,
      address: ADA,
      isConfirmed: false,
      name: "Ada Lovelace",
      next: "/books",
    });
    const fields = { address: ADA, name: "Ada" };
    const sent = await browser.post("/auth/provider/sign-up", fields);
    assert.deepEqual(sent.shown, {
      is: "mailed",
      address: ADA,
      next: "/books",
    });
    assert.equal(await browser.whoIs(), null);
    const user = await app.services.store.users.byAddressKey(ADA);
    assert.equal(user?.verifiedAt, null);
    assert.equal((await loginsOf(app)).length, 1);
    await app.services.mail.settled();
    assert.match(
      app.services.mailbox.messages()[0].subject,
      /Confirm your email address/,
    );

    // Until the address is confirmed, nothing tells that the sign-up created an account.
    const again = app.browser();
    assert.equal(
      (await again.through(UNCONFIRMED)).location,
      "/auth/provider/sign-up",
    );
    await app.services.store.users.update(user!.id, { verifiedAt: 1 });
    await again.through(UNCONFIRMED);
    assert.equal(await again.whoIs(), ADA);
  },
);

onEachDatabase(
  "the form says the same whether the address has an account or not",
  async ({ settings }) => {
    await using app = await accountApp({ settings });
    const { services } = app;
    await addUser(services);
    await addUser(services, { address: "new@example.com", verified: false });
    const replies = [];
    for (const address of [ADA, "new@example.com", "nobody@example.com"]) {
      const browser = app.browser();
      const identity = { ...UNCONFIRMED, address: null, subject: address };
      const first = await browser.through(identity);
      const form = await browser.get("/auth/provider/sign-up");
      const sent = await browser
        .post("/auth/provider/sign-up", { address, name: "" });
      const again = await browser
        .post("/auth/provider/sign-up", { address, name: "" });
      const later = await app.browser().through(identity);
      const text = JSON.stringify([first, form, sent, again, later]);
      const names = [...browser.cookies.keys()].toSorted();
      replies.push({ text: text.replaceAll(address, "<address>"), names });
    }
    assert.deepEqual(replies[1], replies[0]);
    assert.deepEqual(replies[2], replies[0]);
    assert.equal((await loginsOf(app, "nobody@example.com")).length, 1);
    assert.deepEqual(await loginsOf(app, ADA), []);
    assert.deepEqual(await loginsOf(app, "new@example.com"), []);
  },
);

Deno.test("someone who mistyped the address can enter another one", async () => {
  await using app = await accountApp();
  const browser = app.browser();
  await browser.through({ ...UNCONFIRMED, address: null });
  for (const address of ["aad@example.com", ADA]) {
    await browser.post("/auth/provider/sign-up", { address, name: "" });
  }
  assert.deepEqual(await loginsOf(app, "aad@example.com"), []);
  assert.equal((await loginsOf(app, ADA)).length, 1);
});

Deno.test("the form checks what was entered", async () => {
  await using app = await accountApp();
  const browser = app.browser();
  assert.equal((await browser.get("/auth/provider/sign-up")).shown, null);
  await browser.through({ ...UNCONFIRMED, address: "not an address" });
  const form = await browser.get("/auth/provider/sign-up");
  assert.equal(form.shown.address, "");
  const { status, shown } = await browser
    .post("/auth/provider/sign-up", { address: "ada", name: "Ada" });
  assert.equal(status, 422);
  assert.deepEqual(shown.shown.problems, { address: "noAddress" });
  assert.equal(shown.shown.name, "Ada");
});

Deno.test("a required profile field is asked for, and the confirmed address needs no email", async () => {
  const profileFields = { company: { maxLength: 50, required: true } };
  await using app = await accountApp({ site: { profileFields } });
  const browser = app.browser();
  const { location } = await browser.through();
  assert.equal(location, "/auth/provider/sign-up");
  const fields = { address: "Ada@example.com", name: "Ada" };
  const missing = await browser.post("/auth/provider/sign-up", fields);
  assert.equal(missing.status, 422);
  const full = { ...fields, profile_company: "Engines" };
  assert.equal(
    (await browser.post("/auth/provider/sign-up", full)).status,
    303,
  );
  assert.equal(await browser.whoIs(), "Ada@example.com");
  const user = await app.services.store.users.byAddressKey(ADA);
  assert.deepEqual(user?.profile, { company: "Engines" });
  assert.ok(user?.verifiedAt);
});

Deno.test("another address than the confirmed one must be confirmed by email", async () => {
  const profileFields = { company: { maxLength: 50, required: true } };
  await using app = await accountApp({ site: { profileFields } });
  const browser = app.browser();
  await browser.through();
  const { shown } = await browser.post("/auth/provider/sign-up", {
    address: "victim@example.com",
    name: "",
    profile_company: "Engines",
  });
  assert.equal(shown.is, "mailed");
  const user = await app.services.store.users
    .byAddressKey("victim@example.com");
  assert.equal(user?.verifiedAt, null);
});

Deno.test("nobody signs up where sign-up is closed, but accounts are opened", async () => {
  await using app = await accountApp({ settings: { signUp: "closed" } });
  const ada = await addUser(app.services);
  for (const identity of [{ address: "new@example.com" }, UNCONFIRMED]) {
    const { status, shown } = await app.browser()
      .through({ subject: "new", ...identity });
    assert.deepEqual([status, shown.reason], [403, "sign_up_closed"]);
  }
  const browser = app.browser();
  assert.equal((await browser.through()).location, "/auth/provider/link");
  await app.services.use(providers)
    .link(ada.id, { ...FAKE_IDENTITY, provider: "fake" });
  await browser.through(UNCONFIRMED);
  assert.equal(await browser.whoIs(), ADA);
});

Deno.test("an invitation lets one person in", async () => {
  await using app = await accountApp({ settings: { signUp: "invite" } });
  const { services } = app;
  assert.equal((await app.browser().through()).shown.reason, "uninvited");
  const invite = await createInvitation(services, {
    address: "",
    lifetimeSeconds: 3600,
  });
  const browser = app.browser();
  await browser.through({}, { invite });
  assert.equal(await browser.whoIs(), ADA);
  const other = { subject: "2", address: "eve@example.com" };
  const late = await app.browser().through(other, { invite });
  assert.equal(late.shown.reason, "used_invitation");
  const wrong = await app.browser().through(other, { invite: "x".repeat(43) });
  assert.equal(wrong.shown.reason, "void_invitation");
});

Deno.test("an invitation to another address needs that address", async () => {
  await using app = await accountApp({ settings: { signUp: "invite" } });
  const invite = await createInvitation(app.services, {
    address: "ada@work.example",
    lifetimeSeconds: 3600,
  });
  const browser = app.browser();
  assert.equal(
    (await browser.through({}, { invite })).location,
    "/auth/provider/sign-up",
  );
  const refused = await browser
    .post("/auth/provider/sign-up", { address: ADA, name: "" });
  assert.deepEqual(refused.shown.shown.problems, {
    address: "addressNotInvited",
  });
  const sent = await browser
    .post("/auth/provider/sign-up", { address: "ada@work.example", name: "" });
  assert.equal(sent.shown.is, "mailed");
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
