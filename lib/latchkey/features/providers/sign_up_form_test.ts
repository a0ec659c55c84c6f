/** Signing up with an identity of which something is missing for an account. */
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

/** The identity of someone whose address the provider has not confirmed. */
const UNCONFIRMED = { addressVerified: false };

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
