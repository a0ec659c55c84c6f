/** The gate after a login with a provider: second factors, devices, step-up. */
import assert from "node:assert/strict";
import {
  type AccountApp,
  accountApp,
} from "../../testing/providers/account_app.ts";
import type { AccountBrowser } from "../../testing/providers/account_browser.ts";
import { FAKE_IDENTITY } from "../../testing/providers/fake_provider.ts";
import { addUser } from "../../testing/services.ts";
import { codeFor } from "../../testing/totp.ts";
import type { User } from "../account/user.ts";
import { authenticatorApp } from "../authenticator_app/feature.ts";
import { emailCode } from "../email_code/feature.ts";
import { recoveryCodes } from "../recovery_codes/feature.ts";
import { findPendingLogin } from "../second_factor/pending_login.ts";
import { providers } from "./feature.ts";

const MINUTE = 60_000;

async function link({ services }: AccountApp, { id }: User) {
  await services.use(providers)
    .link(id, { ...FAKE_IDENTITY, provider: "fake" });
}

/** Adds an authenticator app to an account. */
async function addApp({ services }: AccountApp, { id, address }: User) {
  const apps = services.use(authenticatorApp);
  const { id: app, key } = await apps.begin(id, address);
  const code = codeFor(key, services.now());
  assert.ok(await apps.confirm(id, app, { code, name: "Phone" }));
}

const sessionOf = async (browser: AccountBrowser) =>
  (await browser.get("/me")).shown.session;

const factors = [authenticatorApp, recoveryCodes, emailCode];

Deno.test("the account's second factor is due after a login with a provider", async () => {
  await using app = await accountApp({ features: factors });
  const ada = await addUser(app.services);
  await link(app, ada);
  await addApp(app, ada);
  const browser = app.browser();
  const claimed = { amr: ["mfa", "pwd"] };
  const { location } = await browser.through(claimed, {
    next: "/books",
    remember: "yes",
  });
  assert.equal(location, "/auth/second-factor?next=%2Fbooks");
  assert.equal(await browser.whoIs(), null);
  const [, token] = [...browser.cookies]
    .find(([name]) => name.startsWith("pending_login"))!;
  const pending = await findPendingLogin(app.services, token);
  assert.equal(pending?.method, "provider");
  assert.equal(pending?.remembered, true);
});

Deno.test("two factors at a provider that the site trusts are enough", async () => {
  const provider = { trustsFactors: true };
  await using app = await accountApp({ features: factors, provider });
  const ada = await addUser(app.services);
  await link(app, ada);
  await addApp(app, ada);
  for (const amr of [[], ["pwd"], ["MFA"], ["otp"]]) {
    const { location } = await app.browser().through({ amr });
    assert.equal(location, "/auth/second-factor", `${amr}`);
  }
  const browser = app.browser();
  const at = app.services.now() - 3 * MINUTE;
  await browser.through({ amr: ["pwd", "mfa"], authenticatedAt: at });
  const { provedAt, factorAt } = await sessionOf(browser);
  assert.deepEqual([provedAt, factorAt], [at, at]);
});

Deno.test("a new device is told, and asked for no code by email", async () => {
  await using app = await accountApp({ features: factors });
  const ada = await addUser(app.services);
  await link(app, ada);
  await app.browser().through();
  app.services.clock.advance(MINUTE);
  const browser = app.browser();
  await browser.through();
  assert.equal(await browser.whoIs(), "ada@example.com");
  await app.services.mail.settled();
  const subjects = app.services.mailbox.messages().map(({ subject }) =>
    subject
  );
  assert.deepEqual(subjects, ["New login to your account"]);
});

Deno.test("a login counts as proof from when the provider asked the person", async () => {
  await using app = await accountApp();
  const ada = await addUser(app.services, { passwordHash: "" });
  await link(app, ada);
  const now = app.services.now();
  for (
    const [authenticatedAt, provedAt] of [
      [null, now],
      [now - 8 * 60 * MINUTE, now - 8 * 60 * MINUTE],
      [now + MINUTE, now],
    ]
  ) {
    const browser = app.browser();
    await browser.through({ authenticatedAt });
    assert.equal((await sessionOf(browser)).provedAt, provedAt);
    assert.equal((await sessionOf(browser)).factorAt, 0);
  }
});

Deno.test("a provider confirms who is logged in to an account without anything else", async () => {
  await using app = await accountApp();
  const ada = await addUser(app.services, { passwordHash: "" });
  await link(app, ada);
  const browser = app.browser();
  await browser.through();
  const stepUp = { purpose: "step_up", next: "/account/export" };
  app.services.clock.advance(11 * MINUTE);

  const stale = { authenticatedAt: app.services.now() - 10 * MINUTE };
  const again = await browser.through(stale, stepUp);
  assert.deepEqual([again.status, again.shown.reason], [403, "not_again"]);
  const other = await browser.through({ subject: "other" }, stepUp);
  assert.deepEqual([other.status, other.shown.reason], [403, "other_identity"]);
  const before = [...browser.cookies.values()];

  const { location } = await browser.through({}, stepUp);
  assert.equal(location, "/account/export");
  const session = await sessionOf(browser);
  assert.equal(session.provedAt, app.services.now());
  assert.equal(session.factorAt, 0);
  // The token from before no longer works.
  assert.notDeepEqual([...browser.cookies.values()], before);
});

Deno.test("a provider doesn't replace a password or a second factor in a step-up", async () => {
  await using app = await accountApp({ features: factors });
  const ada = await addUser(app.services);
  await link(app, ada);
  const browser = app.browser();
  await browser.through();
  const { provedAt } = await sessionOf(browser);
  app.services.clock.advance(11 * MINUTE);
  const stepUp = { purpose: "step_up", next: "/account/export" };
  assert.equal((await browser.through({}, stepUp)).location, "/account/export");
  assert.equal((await sessionOf(browser)).provedAt, provedAt);
});

Deno.test("a flow to link or confirm needs the session that started it", async () => {
  await using app = await accountApp();
  const ada = await addUser(app.services);
  await link(app, ada);
  for (const purpose of ["link", "step_up"]) {
    const browser = app.browser();
    await browser.logIn();
    const callback = await browser.begin({ purpose });
    const [session] = [...browser.cookies.keys()]
      .filter((name) => name.startsWith("access_token"));
    browser.cookies.delete(session);
    const out = await browser.get(callback);
    assert.equal(out.status, 410, purpose);
    await browser.logIn();
    assert.equal((await browser.get(callback)).status, 410, purpose);
  }
});
