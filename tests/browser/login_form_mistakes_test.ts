/** How the hydrated login form shows mistakes. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import { announcedAt, focused } from "./inspector.ts";
import { countSubmits, openForm } from "./login_form.ts";
import { attention, eventually } from "./person.ts";

const { email: EMAIL, password: PASSWORD } = messages.login.form;
const {
  emailRequired: EMAIL_REQUIRED,
  noAddress: NO_ADDRESS,
  passwordRequired: PASSWORD_REQUIRED,
} = messages.problems;

/** What a screen reader is told about the two fields. */
async function announcedFields(page: Page) {
  const fields = [];
  for (const id of ["username", "password"]) {
    const { name, description, invalid } = await announcedAt(page, `#${id}`);
    fields.push({ name, description, invalid });
  }
  return fields;
}

browserTest(
  "reports no mistakes while a user types for the first time",
  async ({ page }) => {
    const { email, password } = await openForm(page);
    await email.pressSequentially("ann");
    assert.deepEqual(await announcedFields(page), [
      { name: EMAIL, description: "", invalid: false },
      { name: PASSWORD, description: "", invalid: false },
    ]);
    await email.fill(ANNA.username);
    await password.pressSequentially("ab");
    assert.deepEqual(await announcedFields(page), [
      { name: EMAIL, description: "", invalid: false },
      { name: PASSWORD, description: "", invalid: false },
    ]);
  },
);

browserTest(
  "validates a field when it is left, and only that one",
  async ({ page }) => {
    const { email } = await openForm(page);
    await email.pressSequentially("anna");
    await page.keyboard.press("Tab");
    await eventually(async () =>
      assert.deepEqual(await announcedFields(page), [
        { name: EMAIL, description: NO_ADDRESS, invalid: true },
        { name: PASSWORD, description: "", invalid: false },
      ])
    );
    await page.getByText(attention(1)).waitFor();
  },
);

browserTest(
  "removes a message with the keystroke that fixes the mistake",
  async ({ page }) => {
    const { email } = await openForm(page);
    await email.pressSequentially("anna@");
    await page.keyboard.press("Tab");
    await page.getByText(NO_ADDRESS).waitFor();
    await email.press("End");
    await page.keyboard.press("e");
    await page.getByText(NO_ADDRESS).waitFor({ state: "detached" });
    assert.equal((await announcedAt(page, "#username")).invalid, false);
  },
);

browserTest(
  "doesn't submit an empty form: shows an error at each field, focuses the first and announces the number",
  async ({ page }) => {
    const { submit } = await openForm(page);
    const submits = countSubmits(page);
    await submit.click();
    await eventually(async () =>
      assert.deepEqual(await announcedFields(page), [
        { name: EMAIL, description: EMAIL_REQUIRED, invalid: true },
        { name: PASSWORD, description: PASSWORD_REQUIRED, invalid: true },
      ])
    );
    assert.equal((await focused(page)).name, EMAIL);
    const summary = page.locator("[aria-live=polite]");
    assert.equal(await summary.innerText(), attention(2));
    assert.equal(submits(), 0);
  },
);

browserTest(
  "moves the focus to the password when only that is wrong",
  async ({ page }) => {
    const { email, password } = await openForm(page);
    const submits = countSubmits(page);
    await email.fill(ANNA.username);
    await password.fill("");
    await email.press("Enter");
    await page.getByText(PASSWORD_REQUIRED).waitFor();
    assert.equal((await focused(page)).name, PASSWORD);
    assert.equal(submits(), 0);
  },
);

browserTest(
  "the live region for the number exists and is silent from the start",
  async ({ page }) => {
    await openForm(page);
    assert.equal(await page.locator("[aria-live=polite]").innerText(), "");
  },
);
