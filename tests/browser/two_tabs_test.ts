/** One user with several tabs and several browsers. */
import assert from "node:assert/strict";
import {
  GUARDED_HEADING,
  GUARDED_PAGE,
  LOGIN_TO_GUARDED_PAGE,
  messages,
} from "../pages.ts";
import { accessTokenCookie } from "@latchkey/core/testing";
import { ANNA, BERT } from "../site.ts";
import { browserTest } from "./browser.ts";
import {
  heading,
  loggedInAs,
  logIn,
  loginForm,
  logOut,
  submitLogin,
} from "./person.ts";

browserTest(
  "logging in in one tab logs in the other",
  async ({ page, context }) => {
    const other = await context.newPage();
    await other.goto("/");
    await logIn(page, ANNA);
    await other.reload();
    await loggedInAs(other, ANNA.username);
  },
);

browserTest(
  "logging out in one tab logs out the other",
  async ({ page, context }) => {
    await logIn(page, ANNA);
    const other = await context.newPage();
    await other.goto(GUARDED_PAGE);
    await logOut(page);
    await other.reload();
    await heading(other, messages.login.title);
  },
);

browserTest(
  "the log-out button of an outdated tab does no harm",
  async ({ page, context }) => {
    await logIn(page, ANNA);
    const other = await context.newPage();
    await other.goto(GUARDED_PAGE);
    await logOut(page);
    await logOut(other);
  },
);

browserTest(
  "a login form left open in another tab switches the account and ends the first session",
  async ({ page, context, site }) => {
    const other = await context.newPage();
    await other.goto(LOGIN_TO_GUARDED_PAGE);
    await logIn(page, ANNA);
    const cookies = await context.cookies();
    const { name } = accessTokenCookie(site.services.settings);
    const token = cookies.find((cookie) => cookie.name === name)?.value;
    await submitLogin(other, BERT);
    await heading(other, GUARDED_HEADING);
    await loggedInAs(other, BERT.username);
    await page.reload();
    await loggedInAs(page, BERT.username);

    const answer = await site.fetch(GUARDED_PAGE, {
      headers: { cookie: `${name}=${token}` },
    });
    await answer.body?.cancel();
    assert.equal(answer.status, 303);
  },
);

browserTest(
  "logging out in one browser keeps the other logged in",
  async ({ page, context, site }) => {
    await logIn(page, ANNA);
    await using elsewhere = await context.browser()!.newContext({
      baseURL: site.origin,
    });
    const phone = await elsewhere.newPage();
    await logIn(phone, ANNA);
    await logOut(page);
    await phone.goto(GUARDED_PAGE);
    await heading(phone, GUARDED_HEADING);
  },
);

browserTest(
  "doesn't ask a logged-in user to log in again",
  async ({ page, context }) => {
    await logIn(page, ANNA);
    const other = await context.newPage();
    await other.goto(LOGIN_TO_GUARDED_PAGE);
    await heading(other, GUARDED_HEADING);
    assert.equal(await loginForm(other).submit.count(), 0);
  },
);
