/** Submitting the login form once, with visible progress. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import { awake } from "./inspector.ts";
import { countSubmits, openForm } from "./login_form.ts";
import { loggedIn, submitLogin } from "./person.ts";

/**
 * Records each state of the form in the page, which can't be queried while it
 * navigates.
 */
async function noteStates(page: Page): Promise<() => Promise<Set<string>>> {
  await page.evaluate(() => {
    const form = document.querySelector("main form");
    const button = form?.querySelector("[type=submit]");
    new MutationObserver(() => {
      const busy = form?.getAttribute("aria-busy");
      const disabled = button?.getAttribute("aria-disabled");
      const state = `${button?.textContent} ${busy} ${disabled}`;
      sessionStorage.setItem(`state-${sessionStorage.length}`, state);
    }).observe(document.body, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
  });
  return async () =>
    new Set(await page.evaluate(() => Object.values({ ...sessionStorage })));
}

browserTest(
  "submits the form once however often it is pressed, and shows that it is busy",
  async ({ page, context }) => {
    const { email, password, submit } = await openForm(page);
    const submits = countSubmits(page);
    const answer = Promise.withResolvers<void>();
    await context.route("**/auth/login", async (route) => {
      await answer.promise;
      await route.continue();
    });
    await email.fill(ANNA.username);
    await password.fill(ANNA.password);
    const states = await noteStates(page);
    const { x, y } = (await submit.boundingBox())!;
    await page.keyboard.press("Enter");
    await page.mouse.click(x + 5, y + 5);
    await page.keyboard.press("Enter");
    answer.resolve();
    await loggedIn(page);
    assert.equal(submits(), 1);
    const { sending } = messages.login.form;
    assert.deepEqual(await states(), new Set([`${sending} true true`]));
  },
);

browserTest(
  "is ready for the next attempt after an error",
  async ({ page }) => {
    const { submit, password } = await openForm(page);
    await submitLogin(page, { ...ANNA, password: "wrong horse" });
    await page.getByText(messages.login.wrong).waitFor();
    await awake(page);
    await password.fill(ANNA.password);
    await submit.click();
    await loggedIn(page);
  },
);
