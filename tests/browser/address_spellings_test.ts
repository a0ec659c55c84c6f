/**
 * Addresses with a non-ASCII domain, which the browser's own email field would
 * rewrite.
 */
import assert from "node:assert/strict";
import { PASSWORD, run } from "@latchkey/core/testing";
import { messages } from "../pages.ts";
import { browserTest } from "./browser.ts";
import { awake } from "./inspector.ts";
import {
  heading,
  loggedInAs,
  loginForm,
  signUpForm,
  submitLogin,
} from "./person.ts";

const ADDRESS = "ada@bücher.example";

for (const script of ["on", "off"] as const) {
  browserTest(
    `a user added by the command line logs in with the same address, script ${script}`,
    { script },
    async ({ page, site }) => {
      const { store } = site.services;
      await run(store, ["users", "add", ADDRESS], { piped: PASSWORD });
      await page.goto("/auth/login");
      await submitLogin(page, { username: ADDRESS, password: "wrong horse" });
      await page.getByText(messages.login.wrong).waitFor();
      const { email } = loginForm(page);
      assert.equal(await email.inputValue(), ADDRESS, "nothing rewrites it");
      assert.equal(await email.getAttribute("inputmode"), "email");
      assert.equal(await email.getAttribute("spellcheck"), "false");
      await submitLogin(page, { username: ADDRESS, password: PASSWORD });
      await loggedInAs(page, ADDRESS);
    },
  );
}

browserTest(
  "reports a hidden character before submitting and clears the error once it is deleted",
  async ({ page }) => {
    await page.goto("/auth/signup");
    await awake(page);
    const { address } = signUpForm(page);
    await address.fill("ada\u200B@bücher.example");
    await address.blur();
    const problem = page.getByText(messages.problems.addressHidden);
    await problem.waitFor();
    await address.fill(`\u200F${ADDRESS}`);
    await problem.waitFor({ state: "detached" });
    await heading(page, messages.signUp.title);
  },
);
