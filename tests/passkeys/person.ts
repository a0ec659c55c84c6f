/**
 * What a person does with passkeys, by roles and names.
 *
 * @module
 */
import type { Locator, Page } from "playwright-core";
import { messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { heading, logIn } from "../browser/person.ts";
import {
  type AuthenticatorOptions,
  plugIn,
  type VirtualAuthenticator,
} from "./virtual_authenticator.ts";

const texts = messages.passkeys;

/** The button that logs in. */
export function passkeyButton(page: Page): Locator {
  return page.getByRole("button", { name: texts.logIn });
}

/** Adds a passkey to the account that is logged in, through the visible pages. */
export async function addPasskey(page: Page): Promise<void> {
  await page.goto("/account/passkeys");
  await page.getByRole("link", { name: texts.add }).click();
  await page.getByRole("button", { name: texts.new.create }).click();
  await page.getByRole("status").filter({
    hasText: texts.notices.passkey_added,
  })
    .waitFor();
}

/** Logs Anna in, adds a passkey to her account, and opens the list. */
export async function annaWithPasskey(
  page: Page,
  options?: AuthenticatorOptions,
): Promise<VirtualAuthenticator> {
  const authenticator = await plugIn(page, options);
  await logIn(page, ANNA);
  await addPasskey(page);
  await page.goto("/account/passkeys");
  return authenticator;
}

/** Opens the login page, and waits until autofill offers passkeys, which nobody takes. */
export async function openLogin(
  page: Page,
  authenticator: VirtualAuthenticator,
  path = "/auth/login",
): Promise<void> {
  await authenticator.touch(false);
  await page.goto(path);
  await authenticator.offered();
  await authenticator.touch(true);
}

/** Opens the login page and logs in by the button. */
export async function logInByButton(
  page: Page,
  authenticator: VirtualAuthenticator,
  path?: string,
): Promise<void> {
  await openLogin(page, authenticator, path);
  await passkeyButton(page).click();
}

/** Waits for the page about a failed login. */
export async function loginFailed(page: Page): Promise<void> {
  await heading(page, texts.failed.title);
}
