/** Passkeys beside passwords, other tabs and browsers without script, in a real browser. */
import assert from "node:assert/strict";
import { browserTest } from "../browser/browser.ts";
import {
  heading,
  loggedIn,
  logIn,
  logOut,
  submitLogin,
} from "../browser/person.ts";
import { GUARDED_HEADING, LOGIN_TO_GUARDED_PAGE, messages } from "../pages.ts";
import { userOf } from "../routes/admin.ts";
import { annasPasskey } from "../routes/passkey.ts";
import { MINUTE } from "../routes/own_account.ts";
import { setUpApp, WITH_APP } from "../second_factor/authenticator.ts";
import { ANNA } from "../site.ts";
import {
  annaWithPasskey,
  logInByButton,
  loginFailed,
  openLogin,
  passkeyButton,
} from "./person.ts";
import { plugIn } from "./virtual_authenticator.ts";

const texts = messages.passkeys;
const { kinds, title } = messages.secondFactor;

browserTest(
  "a passkey is the second factor after a password",
  { services: WITH_APP },
  async ({ page, site }) => {
    const authenticator = await annaWithPasskey(page);
    await setUpApp(site, (await userOf(site, ANNA)).id);
    await logOut(page);
    await openLogin(page, authenticator, LOGIN_TO_GUARDED_PAGE);
    await submitLogin(page, ANNA);
    await heading(page, title);
    await page.getByText(kinds.passkeys.instead).first().click();
    await page.getByRole("button", { name: kinds.passkeys.instead }).click();
    await heading(page, GUARDED_HEADING);
  },
);

browserTest(
  "a passkey of another account is no second factor, and a code still is",
  { services: WITH_APP },
  async ({ page, site }) => {
    const authenticator = await annaWithPasskey(page);
    const app = await setUpApp(site, (await userOf(site, ANNA)).id);
    await logOut(page);
    await openLogin(page, authenticator);
    await submitLogin(page, ANNA);
    await heading(page, title);
    await authenticator.verify(false);
    await page.locator("[data-call]").evaluate((field) => {
      (field as HTMLInputElement).value = "{}";
      (field as HTMLInputElement).form!.submit();
    });
    await page.getByText(kinds.passkeys.wrong).waitFor();
    site.clock.advance(MINUTE);
    await page.getByText(kinds.authenticator_app.instead).click();
    await page.getByLabel(kinds.authenticator_app.label).fill(app.code());
    await page.getByRole("button", { name: messages.secondFactor.send })
      .last().click();
    await loggedIn(page);
  },
);

browserTest(
  "without script the pages are as they were, and other factors remain",
  { script: "off", services: WITH_APP },
  async ({ page, site }) => {
    await annasPasskey(site);
    const app = await setUpApp(site, (await userOf(site, ANNA)).id);
    site.clock.advance(MINUTE);
    await page.goto("/auth/login");
    assert.equal(await passkeyButton(page).isVisible(), false);
    await submitLogin(page, ANNA);
    await heading(page, title);
    assert.equal(
      await page.getByText(kinds.passkeys.instead).first().isVisible(),
      false,
    );
    await page.getByLabel(kinds.authenticator_app.label).fill(app.code());
    await page.getByRole("button", { name: messages.secondFactor.send })
      .first().click();
    await loggedIn(page);
    assert.equal(await page.getByText(texts.offer.text).isVisible(), false);
    await page.goto("/account/passkeys/new");
    await page.getByText(texts.unsupported).waitFor();
    assert.equal(
      await page.getByRole("button", { name: texts.new.create }).isVisible(),
      false,
    );
  },
);

browserTest(
  "going back to the login page after a login by passkey tries nothing again",
  async ({ page }) => {
    const authenticator = await annaWithPasskey(page);
    await logOut(page);
    await logInByButton(page, authenticator, LOGIN_TO_GUARDED_PAGE);
    await heading(page, GUARDED_HEADING);
    let posts = 0;
    page.on("request", (request) => {
      if (request.method() === "POST") posts++;
    });
    await page.goBack();
    await loggedIn(page);
    assert.equal(posts, 0);
  },
);

browserTest(
  "two tabs log in one after the other, each by its own challenge",
  async ({ page, context }) => {
    const authenticator = await annaWithPasskey(page);
    await logOut(page);
    await openLogin(page, authenticator);
    const tab = await context.newPage();
    const second = await plugIn(tab);
    await authenticator.copyTo(second);
    await openLogin(tab, second);
    await passkeyButton(tab).click();
    await loggedIn(tab);
    await passkeyButton(page).click();
    await loggedIn(page);
    await tab.reload();
    await loggedIn(tab);
  },
);

browserTest(
  "autofill gets a new challenge before the old one expires",
  async ({ page, site }) => {
    const authenticator = await annaWithPasskey(page);
    await logOut(page);
    await page.clock.install();
    await openLogin(page, authenticator);
    site.clock.advance(9 * MINUTE);
    const renewed = page.waitForResponse("**/auth/passkey/options");
    await page.clock.fastForward(9 * MINUTE);
    await renewed;
    await loggedIn(page);
  },
);

browserTest(
  "sending the password ends the wait for autofill",
  async ({ page }) => {
    const authenticator = await annaWithPasskey(page);
    await logOut(page);
    await authenticator.touch(false); // Autofill would be answered.
    await page.goto("/auth/login");
    await authenticator.offered();
    // Kept for the next page: a page that is being left can't be asked.
    await page.evaluate(
      `signal.addEventListener("abort", () => sessionStorage.ended = "yes")`,
    );
    await submitLogin(page, { ...ANNA, password: "wrong horse" });
    await page.getByRole("alert").filter({ hasText: messages.login.wrong })
      .waitFor();
    assert.equal(await page.evaluate("sessionStorage.ended"), "yes");
  },
);

browserTest(
  "the offer leads to a passkey, and is gone",
  async ({ page }) => {
    await plugIn(page);
    await logIn(page, ANNA);
    await page.getByRole("link", { name: texts.offer.add }).click();
    await page.getByRole("button", { name: texts.new.create }).click();
    await page.getByText(texts.notices.passkey_added).waitFor();
    await page.goto("/");
    assert.equal(await page.getByText(texts.offer.text).isVisible(), false);
  },
);

browserTest("the offer is declined for good", async ({ page }) => {
  await logIn(page, ANNA);
  await page.getByRole("button", { name: texts.offer.decline }).click();
  await loggedIn(page);
  assert.equal(await page.getByText(texts.offer.text).isVisible(), false);
  await logOut(page);
  await logIn(page, ANNA);
  assert.equal(await page.getByText(texts.offer.text).isVisible(), false);
});

browserTest("a disabled account says so", async ({ page, site }) => {
  const authenticator = await annaWithPasskey(page);
  await logOut(page);
  const { id } = await userOf(site, ANNA);
  await site.services.store.users.update(id, { disabled: true });
  await logInByButton(page, authenticator);
  await loginFailed(page);
  await page.getByText(texts.failed.closed).waitFor();
  assert.equal((await authenticator.passkeys()).length, 1);
});

browserTest(
  "a passkey logs in again after the session has ended, and nothing typed is lost",
  async ({ page, site }) => {
    await annaWithPasskey(page);
    await page.goto("/account/name");
    await page.getByRole("textbox").fill("Anna Achmatowa");
    site.clock.advance(31 * MINUTE);
    await page.getByRole("button", { name: messages.name.send }).click();
    await heading(page, messages.loginAgain.title);
    await passkeyButton(page).click();
    await heading(page, messages.loginAgain.again);
    await page.getByRole("button", { name: messages.loginAgain.send }).click();
    await heading(page, GUARDED_HEADING);
    await page.goto("/account/name");
    assert.equal(
      await page.getByRole("textbox").inputValue(),
      "Anna Achmatowa",
    );
  },
);
