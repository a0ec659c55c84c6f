/** A person who lives without a password, in a real browser with a virtual authenticator. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest } from "../browser/browser.ts";
import {
  eventually,
  heading,
  loggedIn,
  loggedInAs,
  logOut,
  readJson,
  shows,
  signUpForm,
} from "../browser/person.ts";
import { CLARA, GUARDED_PAGE, messages } from "../pages.ts";
import { ANNA, linkIn, type Site } from "../site.ts";
import { accountAt } from "../routes/sign_up.ts";
import { plugIn, type VirtualAuthenticator } from "./virtual_authenticator.ts";

const { passwordless, secondFactor } = messages;
const { signUp } = passwordless;

const press = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true }).click();

/** Fills in the sign-up form and asks for a passkey. */
async function askForPasskey(page: Page, { address, name } = CLARA) {
  await page.goto("/auth/signup");
  const form = await signUpForm(page);
  await form.address.fill(address);
  await form.name.fill(name);
  await press(page, signUp.button);
}

/** Signs Clara up, and opens the emailed link in the same browser. */
async function signUpByPasskey(
  page: Page,
  site: Site,
): Promise<VirtualAuthenticator> {
  const authenticator = await plugIn(page);
  await askForPasskey(page);
  await heading(page, signUp.title);
  await press(page, signUp.create);
  await heading(page, messages.mailed.title);
  await page.goto(linkIn(await site.mailTo(CLARA.address)));
  await heading(page, messages.verify.confirmed.title);
  return authenticator;
}

browserTest(
  "signs up with a passkey, logs in by autofill, and lives without a password",
  async ({ page, site }) => {
    const authenticator = await signUpByPasskey(page, site);
    const [passkey] = await authenticator.passkeys();
    assert.equal(passkey.userName, "Clara@example.com");
    assert.equal((await accountAt(site, CLARA.address))?.passwordHash, "");
    await page.goto("/account");
    await loggedInAs(page, CLARA.name);
    await shows(page, passwordless.row.explained);
    await logOut(page);
    await page.goto("/auth/login?next=/account"); // The autofill answers at once.
    await loggedIn(page);

    const moved = "clara@new.example";
    await page.goto("/account/address");
    await page.getByRole("textbox").first().fill(moved);
    await press(page, messages.newAddress.send);
    await eventually(() => shows(page, messages.newAddress.again));
    await page.goto(linkIn(await site.mailTo(moved)));
    await page.getByRole("main").getByRole("button").click();
    await eventually(() =>
      shows(page, messages.account.notices.address_changed)
    );
    await eventually(async () => {
      const [{ userName }] = await authenticator.passkeys();
      assert.equal(userName, moved);
    });

    site.clock.advance(11 * 60_000);
    await page.goto("/account/export");
    await press(page, secondFactor.kinds.passkeys.instead);
    const downloading = page.waitForEvent("download");
    await press(page, messages.export.send);
    const { account } = await readJson(await downloading);
    assert.equal(account.passwordSet, false);

    site.clock.advance(11 * 60_000);
    await page.goto("/account/delete");
    await press(page, secondFactor.kinds.passkeys.instead);
    await press(page, messages.deletion.send);
    await heading(page, messages.deletion.goodbye);
  },
);

browserTest(
  "a lost passkey: an emailed link sets a password",
  async ({ page, site }) => {
    const authenticator = await signUpByPasskey(page, site);
    await logOut(page);
    await authenticator.touch(false);
    await page.goto("/auth/recover");
    await page.getByRole("textbox").fill(CLARA.address);
    await press(page, messages.recovery.sendLink);
    await heading(page, messages.mailed.title);
    await page.goto(linkIn(await site.mailTo(CLARA.address)));
    await page.locator("[name=password]").fill("battery moonlight horse");
    await press(page, messages.recovery.form.send);
    await loggedInAs(page, CLARA.name);
    assert.notEqual((await accountAt(site, CLARA.address))?.passwordHash, "");
  },
);

browserTest(
  "a taken address looks the same, and its account gains nothing",
  async ({ page, site }) => {
    await plugIn(page);
    await askForPasskey(page, { ...CLARA, address: ANNA.username });
    await heading(page, signUp.title);
    await press(page, signUp.create);
    await heading(page, messages.mailed.title);
    const mail = await site.mailTo(ANNA.username);
    assert.equal(mail.subject, messages.mails.hasAccount.subject);
  },
);

browserTest(
  "a mistake is shown before a passkey is created",
  async ({ page }) => {
    const authenticator = await plugIn(page);
    await askForPasskey(page, { ...CLARA, address: "clara" });
    await page.getByText(messages.problems.noAddress).waitFor();
    assert.deepEqual(await authenticator.passkeys(), []);
  },
);

browserTest(
  "a passkey that the server refuses isn't kept, and the next one is",
  async ({ page, site }) => {
    const authenticator = await plugIn(page);
    await askForPasskey(page);
    await heading(page, signUp.title);
    site.clock.advance(11 * 60_000);
    await press(page, signUp.create);
    await eventually(() => shows(page, signUp.refused));
    await eventually(async () =>
      assert.deepEqual(await authenticator.passkeys(), [])
    );
    await press(page, signUp.create);
    await heading(page, messages.mailed.title);
    assert.equal((await authenticator.passkeys()).length, 1);
  },
);

browserTest(
  "a person who cancels can try again, or sign up with a password",
  async ({ page }) => {
    const authenticator = await plugIn(page);
    await askForPasskey(page);
    await heading(page, signUp.title);
    await authenticator.verify(false);
    await press(page, signUp.create);
    await eventually(() => shows(page, signUp.cancelled));
    await authenticator.verify(true);
    await press(page, signUp.create);
    await heading(page, messages.mailed.title);
  },
);

browserTest(
  "without script there is no button, and the page leads back",
  { script: "off" },
  async ({ page }) => {
    await page.goto("/auth/signup");
    const button = page.getByRole("button", { name: signUp.button });
    assert.equal(await button.count(), 0);
    await page.goto(GUARDED_PAGE);
    await page.goto("/auth/passkey/sign-up");
    await heading(page, messages.signUp.title);
  },
);

browserTest(
  "sets a password, and removes it again",
  async ({ page, site }) => {
    await signUpByPasskey(page, site);
    await page.goto("/account");
    await page.getByRole("link", { name: passwordless.row.action }).click();
    await press(page, secondFactor.kinds.passkeys.instead);
    await page.locator("[name=password]").fill(CLARA.password);
    await press(page, passwordless.setPassword.send);
    await eventually(() => shows(page, passwordless.notices.password_added));
    await page.goto("/account/password");
    await page.getByRole("link", { name: passwordless.removePassword.link })
      .click();
    await press(page, passwordless.removePassword.send);
    await eventually(() => shows(page, passwordless.notices.password_removed));
    assert.equal((await accountAt(site, CLARA.address))?.passwordHash, "");
  },
);
