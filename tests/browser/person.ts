/**
 * What a user does on the site, by roles and names and never by markup.
 *
 * @module
 */
import assert from "node:assert/strict";
import { text } from "node:stream/consumers";
import type { Download, Locator, Page } from "playwright-core";
import { plural } from "@latchkey/core/i18n";
import { locale, messages } from "../pages.ts";

/** Time limit for an assertion, in milliseconds. */
const PATIENCE_MS = 20_000;

/** The elements of the login page. */
export function loginForm(page: Page) {
  return {
    email: page.getByRole("textbox", { name: messages.login.form.email }),
    password: page.getByLabel(messages.login.form.password, { exact: true }),
    remember: page.getByRole("checkbox", {
      name: messages.login.form.remember,
    }),
    reveal: page.getByRole("button", {
      name: messages.login.form.showPassword,
    }),
    submit: page.getByRole("button", {
      name: messages.login.form.send,
      exact: true,
    }),
    failure: page.getByRole("alert"),
  };
}

/** The elements of the sign-up page. */
export function signUpForm(page: Page) {
  return {
    address: page.getByRole("textbox", { name: messages.signUp.form.email }),
    name: page.getByRole("textbox", { name: messages.signUp.form.name }),
    password: page.getByLabel(messages.signUp.form.password, { exact: true }),
    submit: page.getByRole("button", {
      name: messages.signUp.form.send,
      exact: true,
    }),
  };
}

/** The form's summary for a number of errors. */
export function attention(count: number): string {
  return plural(locale, messages.form.attention, count);
}

/** The site map. */
export function siteMap(page: Page): Locator {
  return page.getByRole("navigation", { name: messages.site.navigation });
}

/** Fills in the visible form and submits it. */
export async function submitLogin(
  page: Page,
  { username, password }: { username: string; password: string },
): Promise<void> {
  const form = loginForm(page);
  await form.email.fill(username);
  await form.password.fill(password);
  await form.submit.click();
}

/** Fills in the sign-up form and submits it. */
export async function submitSignUp(
  page: Page,
  { address, name, password }: Record<"address" | "name" | "password", string>,
): Promise<void> {
  const form = signUpForm(page);
  await form.address.fill(address);
  await form.name.fill(name);
  await form.password.fill(password);
  await form.submit.click();
}

/**
 * Goes to a page and waits for its first bytes only, so that late scripts don't
 * delay it.
 */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: "commit" });
}

/** Goes to the login page and logs in; fails if that fails. */
export async function logIn(
  page: Page,
  who: { username: string; password: string },
): Promise<void> {
  await page.goto("/auth/login");
  await submitLogin(page, who);
  await loggedIn(page);
}

/** Logs out by the button on every page. */
export async function logOut(page: Page): Promise<void> {
  await siteMap(page).getByRole("button", { name: messages.site.logout })
    .click();
  await loggedOut(page);
}

/** Waits until the page shows a logged-in user. */
export async function loggedIn(page: Page): Promise<void> {
  await siteMap(page).getByRole("button", { name: messages.site.logout })
    .waitFor();
}

/** Waits until the page shows a user's name. */
export async function loggedInAs(page: Page, name: string): Promise<void> {
  await siteMap(page).getByRole("link", { name, exact: true }).waitFor();
}

/** Waits until the page shows no user. */
export async function loggedOut(page: Page): Promise<void> {
  await siteMap(page).getByRole("link", { name: messages.site.login })
    .waitFor();
}

/** Waits until the page has this heading. */
export async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

/** Asserts that the page shows all of these texts, without waiting. */
export async function shows(page: Page, ...texts: string[]): Promise<void> {
  const text = await page.getByRole("main").innerText();
  for (const expected of texts) {
    assert.ok(text.includes(expected), `"${expected}" is not in: ${text}`);
  }
}

/** Retries an assertion until it holds, and fails with its last error. */
export async function eventually(
  assertion: () => void | Promise<void>,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** Reads a file that the browser downloaded. */
export async function readJson(file: Download) {
  return JSON.parse(await text(await file.createReadStream()));
}
