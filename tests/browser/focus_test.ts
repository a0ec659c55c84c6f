/** Actions that stay on a page keep the focus (WCAG 2.2, 2.4.3 and 3.2.2). */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import { awake, focused } from "./inspector.ts";
import { KEYBOARD, tabTo } from "./journey/keyboard.ts";
import { eventually, logIn, loginForm } from "./person.ts";

/** Waits until the element with this name has the focus. */
async function focusIsAt(page: Page, name: string): Promise<void> {
  await eventually(async () => {
    assert.equal((await focused(page)).name, name);
  });
}

browserTest(
  "showing and hiding the password keeps the focus on the button",
  async ({ page }) => {
    await page.goto("/auth/login");
    await awake(page);
    await tabTo(page, loginForm(page).reveal);
    for (const pressed of ["true", "false"]) {
      await page.keyboard.press("Space");
      await page.locator(`.reveal[aria-pressed=${pressed}]`).waitFor();
      await focusIsAt(page, messages.login.form.showPassword);
    }
  },
);

for (const path of ["/auth/login", "/auth/signup", "/account/password"]) {
  browserTest(
    `moves the focus to the first mistake in a form: ${path}`,
    async ({ page }) => {
      if (path.startsWith("/account")) await logIn(page, ANNA);
      await page.goto(path);
      await awake(page);
      const submit = page.getByRole("main").locator("form [type=submit]");
      await tabTo(page, submit);
      await page.keyboard.press("Enter");
      const first = page.locator("main form input").and(
        page.locator("[aria-invalid=true]"),
      ).first();
      await eventually(async () =>
        assert.ok(await first.evaluate((it) => it === document.activeElement))
      );
    },
  );
}

browserTest(
  "keeps the focus on the button while a form is being submitted",
  async ({ page }) => {
    await page.goto("/auth/login");
    await awake(page);
    await page.route(
      "**/auth/login",
      (route) => route.fulfill({ status: 204 }),
    );
    await KEYBOARD.type(page, messages.login.form.email, ANNA.username);
    await KEYBOARD.type(page, messages.login.form.password, ANNA.password);
    await KEYBOARD.press(page, {
      role: "button",
      name: messages.login.form.send,
    });
    await focusIsAt(page, messages.login.form.sending);
  },
);
