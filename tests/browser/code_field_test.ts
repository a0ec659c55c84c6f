/**
 * The emailed code: phones suggest it, it can be pasted as copied, and nothing
 * has to be solved or memorised (WCAG 2.2, 3.3.8).
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { CLARA, messages } from "../pages.ts";
import { codeIn } from "../site.ts";
import { browserTest } from "./browser.ts";
import { heading, loginForm, signUpForm, submitSignUp } from "./person.ts";
import type { ServedSite } from "./served_site.ts";

/** Signs up and returns the six digits from the email. */
async function askForCode(page: Page, site: ServedSite): Promise<string> {
  await page.goto("/auth/signup");
  await submitSignUp(page, CLARA);
  await heading(page, messages.mailed.title);
  return codeIn(await site.mailTo(CLARA.address));
}

const WRITTEN: Readonly<Record<string, (code: string) => string>> = {
  "as copied": (code) => code,
  "with a space": (code) => `${code.slice(0, 3)} ${code.slice(3)}`,
  "with a dash": (code) => `${code.slice(0, 3)}-${code.slice(3)}`,
  "with surrounding text": (code) =>
    ` ${code.slice(0, 3)}\u00a0${code.slice(3)}\n`,
};

for (const [how, write] of Object.entries(WRITTEN)) {
  browserTest(
    `a code pasted ${how} confirms the address`,
    async ({ page, site, context }) => {
      const code = await askForCode(page, site);
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.evaluate(
        (text) => navigator.clipboard.writeText(text),
        write(code),
      );
      await page.getByLabel(messages.codeForm.code).focus();
      await page.keyboard.press("ControlOrMeta+V");
      await page.keyboard.press("Enter");
      await heading(page, messages.verify.confirmed.title);
    },
  );
}

browserTest(
  "the field has the attributes that phones and password managers need to fill it in",
  async ({ page, site }) => {
    await askForCode(page, site);
    const code = page.getByLabel(messages.codeForm.code);
    assert.equal(await code.getAttribute("autocomplete"), "one-time-code");
    assert.equal(await code.getAttribute("inputmode"), "numeric");
    assert.equal(await code.getAttribute("maxlength"), null);
    for (
      const [path, form] of [
        ["/auth/login", loginForm],
        ["/auth/signup", signUpForm],
      ] as const
    ) {
      await page.goto(path);
      assert.match(
        await form(page).password.getAttribute("autocomplete") ?? "",
        /^(current|new)-password$/,
      );
    }
  },
);
