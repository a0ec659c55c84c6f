/**
 * What a person does on the site, by what they see: roles and names, never markup.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";

/** How long a thing may take to come true, in milliseconds. */
const PATIENCE_MS = 5_000;

/** The parts of the sign-in page. */
export function loginForm(page: Page) {
  return {
    email: page.getByRole("textbox", { name: "Email" }),
    password: page.getByLabel("Password", { exact: true }),
    remember: page.getByRole("checkbox", { name: "Keep me signed in" }),
    reveal: page.getByRole("button", { name: "Show password" }),
    submit: page.getByRole("button", { name: "Sign in" }),
    failure: page.getByRole("alert"),
  };
}

/** The way around the site. */
export function siteMap(page: Page): Locator {
  return page.getByRole("navigation", { name: "Site" });
}

/** Fills in the form that is shown and sends it. */
export async function submitLogin(
  page: Page,
  { username, password }: { username: string; password: string },
): Promise<void> {
  const form = loginForm(page);
  await form.email.fill(username);
  await form.password.fill(password);
  await form.submit.click();
}

/** Goes to a page and waits for its first bytes alone, so that late scripts hold nothing up. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: "commit" });
}

/** Goes to the sign-in page and signs in, which must succeed. */
export async function signIn(
  page: Page,
  who: { username: string; password: string },
): Promise<void> {
  await page.goto("/auth/login");
  await submitLogin(page, who);
  await heading(page, "Home page");
}

/** Waits until the page has this heading. */
export async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

/** Asserts that the page shows all of these texts, waiting for none. */
export async function shows(page: Page, ...texts: string[]): Promise<void> {
  const text = await page.getByRole("main").innerText();
  for (const expected of texts) {
    assert.ok(text.includes(expected), `"${expected}" is not in: ${text}`);
  }
}

/** Tries an assertion again until it holds, and fails with its own words when it never does. */
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
