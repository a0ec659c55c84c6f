/**
 * The back button must neither show private pages nor fill in a password again.
 */
import assert from "node:assert/strict";
import { GUARDED_HEADING, GUARDED_PAGE, messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import { awake } from "./inspector.ts";
import {
  eventually,
  heading,
  loggedIn,
  loggedOut,
  logIn,
  loginForm,
  logOut,
  submitLogin,
} from "./person.ts";

browserTest(
  "going back after logging out shows nothing private",
  async ({ page }) => {
    await logIn(page, ANNA);
    await page.goto(GUARDED_PAGE);
    await heading(page, GUARDED_HEADING);
    await logOut(page);

    for (const path of ["/auth/login", "/"]) {
      await page.goBack();
      await page.waitForURL(({ pathname }) => pathname === path);
      await loggedOut(page);
      const text = await page.locator("body").innerText();
      const secrets = [ANNA.username, GUARDED_HEADING, messages.home.loggedIn];
      for (const secret of secrets) {
        assert.ok(!text.includes(secret), `${path} shows ${secret}`);
      }
    }
  },
);

browserTest(
  "going back to a page after logging out shows nothing private without script either",
  { script: "off" },
  async ({ page }) => {
    await logIn(page, ANNA);
    await page.goto(GUARDED_PAGE);
    await logOut(page);
    await page.goBack();
    await heading(page, messages.login.title);
  },
);

browserTest(
  "going back after logging in redirects instead of asking again",
  async ({ page }) => {
    await page.goto("/");
    await logIn(page, ANNA);
    await page.goBack();
    await page.waitForURL(({ pathname }) => pathname === "/");
    await loggedIn(page);
    assert.equal(await loginForm(page).password.count(), 0);
  },
);

browserTest(
  "a form reached by going back is neither busy nor filled with the password",
  async ({ page }) => {
    await page.goto("/auth/login");
    await awake(page);
    await submitLogin(page, { ...ANNA, password: "wrong horse" });
    await page.getByText(messages.login.wrong).waitFor();
    await page.goBack();
    await page.waitForURL("**/auth/login");
    const { submit, password } = loginForm(page);
    await eventually(async () => assert.equal(await submit.isVisible(), true));
    assert.equal(await password.inputValue(), "");
    await awake(page);
    await submitLogin(page, ANNA);
    await loggedIn(page);
  },
);
