/** How long a user stays logged in, with a clock the test moves. */
import assert from "node:assert/strict";
import { GUARDED_HEADING, GUARDED_PAGE, messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import {
  heading,
  loggedIn,
  logIn,
  loginForm,
  shows,
  submitLogin,
} from "./person.ts";

const MINUTE_MS = 60_000;

browserTest(
  "an idle user whose session expired logs in again and continues on the same page",
  async ({ page, site }) => {
    await logIn(page, ANNA);
    site.clock.advance(31 * MINUTE_MS);
    await page.goto(GUARDED_PAGE);
    await heading(page, messages.login.title);
    await submitLogin(page, ANNA);
    await heading(page, GUARDED_HEADING);
  },
);

for (const script of ["on", "off"] as const) {
  browserTest(
    `keeps what was typed after the session has ended, script ${script}`,
    { script },
    async ({ page, site }) => {
      await logIn(page, ANNA);
      await page.goto("/account/name");
      await page.getByLabel(messages.name.label).fill("Anna Achmatowa");
      site.clock.advance(31 * MINUTE_MS);
      await page.getByRole("button", { name: messages.name.send }).click();
      await heading(page, messages.loginAgain.title);
      await submitLogin(page, { ...ANNA, password: "wrong" });
      await page.getByText(messages.login.wrong).waitFor();
      await submitLogin(page, ANNA);
      await heading(page, messages.loginAgain.again);
      await page.getByRole("button", { name: messages.loginAgain.send })
        .click();
      await page.getByText(messages.account.notices.name_changed).waitFor();
      await shows(page, "Anna Achmatowa");
    },
  );
}

browserTest(
  "a persistent session doesn't time out while typing (WCAG 2.2, 2.2.1)",
  async ({ page, site }) => {
    await page.goto("/auth/login");
    await loginForm(page).remember.check();
    await submitLogin(page, ANNA);
    await loggedIn(page);
    await page.goto("/account/name");
    await page.getByLabel(messages.name.label).fill("Anna Achmatowa");
    site.clock.advance(21 * 60 * MINUTE_MS);
    await page.getByRole("button", { name: messages.name.send }).click();
    await page.getByText(messages.account.notices.name_changed).waitFor();
  },
);

browserTest(
  "an active user stays logged in beyond the token's lifetime",
  async ({ page, site }) => {
    await logIn(page, ANNA);
    for (let visits = 0; visits < 3; visits++) {
      site.clock.advance(20 * MINUTE_MS);
      await page.goto(GUARDED_PAGE);
      await heading(page, GUARDED_HEADING);
    }
  },
);

browserTest(
  "a persistent session survives a week in a closed browser",
  async ({ page, site, context }) => {
    await page.goto("/auth/login");
    await loginForm(page).remember.check();
    await submitLogin(page, ANNA);
    await loggedIn(page);
    site.clock.advance(7 * 24 * 60 * MINUTE_MS);

    const lasting = (await context.cookies()).filter(({ expires }) =>
      expires > 0
    );
    await context.clearCookies();
    await context.addCookies(lasting);
    await page.goto(GUARDED_PAGE);
    await heading(page, GUARDED_HEADING);
  },
);

browserTest(
  "a session that isn't persistent ends when the browser closes",
  async ({ page, context }) => {
    await logIn(page, ANNA);
    const lasting = (await context.cookies()).filter(({ expires }) =>
      expires > 0
    );
    const names = lasting.map(({ name }) => name);
    assert.match(names.join(), /^device_\d+$/);
    await context.clearCookies();
    await context.addCookies(lasting);
    await page.goto(GUARDED_PAGE);
    await heading(page, messages.login.title);
  },
);
