/** Linking logins with providers, unlinking them, and undoing both. */
import assert from "node:assert/strict";
import {
  type AccountApp,
  accountApp,
} from "../../testing/providers/account_app.ts";
import { FAKE_IDENTITY } from "../../testing/providers/fake_provider.ts";
import { onEachDatabase } from "../../testing/database/on_each_database.ts";
import { addUser } from "../../testing/services.ts";
import { clientInfo } from "../../testing/login_request.ts";
import { secureAccountLinkIn } from "../../testing/email/messages.ts";
import { codeFor } from "../../testing/totp.ts";
import { authenticatorApp } from "../authenticator_app/feature.ts";
import { removePassword } from "../password/set_password.ts";
import { secureAccount } from "../secure_account/secure_account.ts";
import type { User } from "../account/user.ts";
import { SessionEnded } from "../session/live_session.ts";
import { startSession } from "../session/sessions.ts";
import { providers } from "./feature.ts";
import { unlinkLogin } from "./linking.ts";

const ADA = "ada@example.com";
const LINK = { purpose: "link", next: "/account/logins" };
const MINUTE = 60_000;

const identity = (subject = FAKE_IDENTITY.subject) => ({
  ...FAKE_IDENTITY,
  subject,
  provider: "fake",
});

const subjectsOf = async ({ services }: AccountApp, userId: string) =>
  (await services.use(providers).linked(userId)).map(({ subject }) => subject);

/** A session of an account. */
async function sessionOf({ services }: AccountApp, user: User) {
  const { session } = await startSession(services, user, {
    remembered: false,
    userAgent: null,
    provedAt: services.now(),
  });
  return session;
}

/** The token of the newest "This wasn't me" link. */
async function undoToken({ services }: AccountApp): Promise<string> {
  await services.mail.settled();
  const [mail] = services.mailbox.messages();
  const [, query] = secureAccountLinkIn(mail).split("?");
  return new URLSearchParams(query).get("token") ?? "";
}

onEachDatabase("the owner links a login, once", async ({ settings }) => {
  await using app = await accountApp({ settings });
  const ada = await addUser(app.services);
  const browser = app.browser();
  await browser.logIn();
  for (let time = 0; time < 2; time++) {
    const { status, location } = await browser.through({}, LINK);
    assert.deepEqual([status, location], [303, "/account/logins"]);
  }
  assert.equal((await subjectsOf(app, ada.id)).length, 1);
  const { items } = await app.services.store.activity
    .listOf(ada.id, { limit: 9 });
  const linked = items.filter(({ kind }) => kind === "login_linked");
  assert.deepEqual(linked.map(({ detail }) => detail), [`Fake (${ADA})`]);
});

onEachDatabase(
  "an identity is linked to one account only",
  async ({ settings }) => {
    await using app = await accountApp({ settings });
    const eve = await addUser(app.services, { address: "eve@example.com" });
    await app.services.use(providers).link(eve.id, identity());
    const ada = await addUser(app.services);
    const browser = app.browser();
    await browser.logIn();
    const { status, shown } = await browser.through({}, LINK);
    assert.deepEqual([status, shown.reason], [409, "linked_elsewhere"]);
    assert.deepEqual(await subjectsOf(app, ada.id), []);
    assert.equal((await subjectsOf(app, eve.id)).length, 1);
  },
);

onEachDatabase(
  "of two accounts that link one identity at once, one gets it",
  async ({ settings }) => {
    await using app = await accountApp({ settings });
    const people = [ADA, "bob@example.com", "eve@example.com"];
    for (const address of people) await addUser(app.services, { address });
    const browsers = await Promise.all(people.map(async (address) => {
      const browser = app.browser();
      await browser.logIn(address);
      return { browser, callback: await browser.begin(LINK) };
    }));
    const replies = await Promise.all(
      browsers.map(({ browser, callback }) => browser.get(callback)),
    );
    assert.deepEqual(
      replies.map(({ status }) => status).toSorted(),
      [303, 409, 409],
    );
  },
);

Deno.test("linking needs a recent proof, and the second factor of an account that has one", async () => {
  await using app = await accountApp({ features: [authenticatorApp] });
  const ada = await addUser(app.services);
  const browser = app.browser();
  await browser.logIn();
  app.services.clock.advance(9 * MINUTE);
  const inTime = await browser.begin(LINK);
  app.services.clock.advance(9 * MINUTE);
  // The proof was recent when the flow started.
  assert.equal((await browser.get(inTime)).status, 303);

  const late = await browser.through({ subject: "2" }, LINK);
  assert.deepEqual([late.status, late.shown.reason], [403, "not_recent"]);

  await browser.logIn();
  const apps = app.services.use(authenticatorApp);
  const { id, key } = await apps.begin(ada.id, ada.address);
  const code = codeFor(key, app.services.now());
  await apps.confirm(ada.id, id, { code, name: "" });
  const thief = await browser.through({ subject: "thief" }, LINK);
  assert.deepEqual([thief.status, thief.shown.reason], [403, "not_recent"]);
  assert.equal((await subjectsOf(app, ada.id)).length, 1);
});

Deno.test("an account must confirm its address before it links anything", async () => {
  await using app = await accountApp();
  const { id } = await addUser(app.services, { verified: false });
  const browser = app.browser();
  await browser.logIn();
  const { status, shown } = await browser.through({}, LINK);
  assert.deepEqual([status, shown.reason], [403, "address_unconfirmed"]);
  assert.deepEqual(await subjectsOf(app, id), []);
});

Deno.test("the owner is told of linking, and undoes it", async () => {
  await using app = await accountApp();
  const ada = await addUser(app.services);
  await app.services.use(providers).link(ada.id, identity("own"));
  app.services.clock.advance(60 * MINUTE);
  const thief = app.browser();
  await thief.logIn();
  await thief.through({ subject: "thief" }, LINK);
  assert.deepEqual(await subjectsOf(app, ada.id), ["own", "thief"]);
  const token = await undoToken(app);
  const info = clientInfo();
  assert.ok(await secureAccount(app.services, token, info));
  assert.deepEqual(await subjectsOf(app, ada.id), ["own"]);
  const again = app.browser();
  await again.through({ subject: "thief" });
  assert.equal(await again.whoIs(), null);
  assert.equal(await thief.whoIs(), null);
});

onEachDatabase(
  "the owner is told of unlinking, and undoes it",
  async ({ settings }) => {
    await using app = await accountApp({ settings });
    const ada = await addUser(app.services);
    const logins = app.services.use(providers);
    await logins.link(ada.id, identity("own"));
    app.services.clock.advance(60 * MINUTE);
    const [{ id }] = await logins.linked(ada.id);
    const info = clientInfo();
    const session = await sessionOf(app, ada);
    const unlinked = await unlinkLogin(app.services, session, {
      id,
      clientInfo: info,
    });
    assert.equal(unlinked.removed?.label, "Fake");
    const again = { id, clientInfo: info };
    assert.deepEqual(await unlinkLogin(app.services, session, again), {
      removed: null,
      why: "gone",
    });
    assert.deepEqual(await subjectsOf(app, ada.id), []);
    const browser = app.browser();
    await browser.through({ subject: "own" });
    assert.equal(await browser.whoIs(), null);
    assert.ok(await secureAccount(app.services, await undoToken(app), info));
    assert.deepEqual(await subjectsOf(app, ada.id), ["own"]);
  },
);

onEachDatabase(
  "undoing leaves an identity to the account that has it by now",
  async ({ settings }) => {
    await using app = await accountApp({ settings });
    const { services } = app;
    const ada = await addUser(services);
    const bob = await addUser(services, { address: "bob@example.com" });
    const logins = services.use(providers);
    for (let time = 0; time < 2; time++) {
      await logins.link(ada.id, identity("shared"));
      services.clock.advance(MINUTE);
      const [{ id }] = await logins.linked(ada.id);
      assert.ok(await logins.unlink(ada.id, id));
      services.clock.advance(MINUTE);
    }
    await logins.undoLinks(ada.id, services.now() - 3 * MINUTE);
    assert.deepEqual(await subjectsOf(app, ada.id), ["shared"]);
    await logins.unlinkAll(ada.id);
    assert.ok(await logins.link(bob.id, identity("shared")));
    await logins.undoLinks(ada.id, services.now());
    assert.deepEqual(await subjectsOf(app, ada.id), []);
    assert.deepEqual(await subjectsOf(app, bob.id), ["shared"]);
  },
);

onEachDatabase(
  "the last way to log in stays, also when two are removed at once",
  async ({ settings }) => {
    await using app = await accountApp({ settings });
    const { services } = app;
    const ada = await addUser(services, { passwordHash: "" });
    const logins = services.use(providers);
    await logins.link(ada.id, identity("one"));
    await logins.link(ada.id, identity("two"));
    const session = await sessionOf(app, ada);
    const removed = await Promise.all(
      (await logins.linked(ada.id)).map(({ id }) =>
        unlinkLogin(services, session, { id, clientInfo: clientInfo() })
      ),
    );
    assert.deepEqual(
      removed.map((one) => one.removed ? "removed" : one.why).toSorted(),
      ["last", "removed"],
    );
    assert.equal((await subjectsOf(app, ada.id)).length, 1);
  },
);

onEachDatabase(
  "of a password and a login that are removed at once, one stays",
  async ({ settings }) => {
    await using app = await accountApp({ settings });
    const { services } = app;
    const ada = await addUser(services);
    const logins = services.use(providers);
    await logins.link(ada.id, identity());
    const [{ id }] = await logins.linked(ada.id);
    const info = clientInfo();
    const session = await sessionOf(app, ada);
    const other = await sessionOf(app, ada);
    const [unlinked, changed] = await Promise.all([
      unlinkLogin(services, other, { id, clientInfo: info })
        .catch((error) => {
          // The removal of the password has ended every session.
          if (!(error instanceof SessionEnded)) throw error;
          return { removed: null };
        }),
      removePassword(services, { user: ada, session, clientInfo: info }),
    ]);
    assert.notEqual(unlinked.removed !== null, changed.ok);
    const left = (await services.store.users.byId(ada.id))?.passwordHash;
    assert.equal((await subjectsOf(app, ada.id)).length === 0, left !== "");
  },
);

Deno.test("a login with a provider that the site has no more doesn't count", async () => {
  await using app = await accountApp();
  const ada = await addUser(app.services, { passwordHash: "" });
  const logins = app.services.use(providers);
  await logins.link(ada.id, identity("own"));
  await logins.link(ada.id, { ...identity("old"), provider: "gone" });
  const own = (await logins.linked(ada.id))
    .find(({ provider }) => provider === "fake")!;
  const info = clientInfo();
  const session = await sessionOf(app, ada);
  assert.deepEqual(
    await unlinkLogin(app.services, session, { id: own.id, clientInfo: info }),
    { removed: null, why: "last" },
  );
});
