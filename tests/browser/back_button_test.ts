/** The back button: it must neither show what is private nor bring a password back. */
import assert from "node:assert/strict";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import { awake } from "./inspector.ts";
import {
  eventually,
  heading,
  loginForm,
  signIn,
  siteMap,
  submitLogin,
} from "./person.ts";

browserTest(
  "after signing out, going back shows nothing private",
  async ({ page }) => {
    await signIn(page, ANNA);
    await page.goto("/private");
    await heading(page, "Private page");
    await siteMap(page).getByRole("button", { name: "Logout" }).click();
    await page.getByText("You are NOT logged in :(").waitFor();

    for (const expected of ["Login", "Home page"]) {
      await page.goBack();
      await heading(page, expected);
      const text = await page.locator("body").innerText();
      assert.doesNotMatch(text, /Anna@example\.com|Private page|logged in :\)/);
    }
  },
);

browserTest(
  "going back from a page that was left signed out, with script off, shows nothing private either",
  { script: "off" },
  async ({ page }) => {
    await signIn(page, ANNA);
    await page.goto("/private");
    await siteMap(page).getByRole("button", { name: "Logout" }).click();
    await page.getByText("You are NOT logged in :(").waitFor();
    await page.goBack();
    await heading(page, "Login");
  },
);

browserTest(
  "going back after signing in leads on instead of asking again",
  async ({ page }) => {
    await page.goto("/");
    await signIn(page, ANNA);
    await page.goBack();
    await heading(page, "Home page");
    assert.equal(await loginForm(page).password.count(), 0);
  },
);

browserTest(
  "a form that one comes back to is neither busy nor filled with the password",
  async ({ page }) => {
    await page.goto("/auth/login");
    await awake(page);
    await submitLogin(page, { ...ANNA, password: "wrong horse" });
    await page.getByText("Incorrect Email or Password").waitFor();
    await page.goBack();
    await page.waitForURL("**/auth/login");
    const { submit, password } = loginForm(page);
    await eventually(async () => assert.equal(await submit.isVisible(), true));
    assert.equal(await password.inputValue(), "");
    await awake(page);
    await submitLogin(page, ANNA);
    await heading(page, "Home page");
  },
);
