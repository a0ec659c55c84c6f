/**
 * A user on the journey, with a mailbox elsewhere.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { ArrivedMail } from "@latchkey/core/testing";
import { messages } from "../../pages.ts";
import { eventually, loggedOut } from "../person.ts";
import type { ServedSite } from "../served_site.ts";
import type { Controls } from "./controls.ts";

/** The name and address she signs up with. */
export const CLARA = {
  address: "clara@home.example",
  name: "Clara Wieck",
  password: "tractor moonlight",
};

/** The address she changes to and back from. */
export const ELSEWHERE = "clara@elsewhere.example";

/** Her browser, and the site with her mail server. */
export interface JourneyUser {
  readonly page: Page;
  readonly site: ServedSite;
  readonly script: "on" | "off";
  /** Whether she confirms the address by link or by code. */
  readonly confirmsBy: "link" | "code";
  /** How she operates pages. */
  readonly controls: Controls;
}

/** Presses a button in the page's content. */
export async function press(
  { page, controls }: JourneyUser,
  name: string,
): Promise<void> {
  await controls.press(page, { within: "main", role: "button", name });
}

/** Follows a link in the page's content. */
export async function follow(
  { page, controls }: JourneyUser,
  name: string,
): Promise<void> {
  await controls.press(page, { within: "main", role: "link", name });
}

/** Follows a link in the site map. */
export async function goTo(
  { page, controls }: JourneyUser,
  name: string | RegExp,
): Promise<void> {
  await controls.press(page, { within: "navigation", role: "link", name });
}

/** Types into the field with this label. */
export async function type(
  { page, controls }: JourneyUser,
  label: string,
  text: string,
): Promise<void> {
  await controls.type(page, label, text);
}

/** Fills in the login form and submits it. */
export async function logInWith(
  clara: JourneyUser,
  password: string,
): Promise<void> {
  await type(clara, messages.login.form.email, CLARA.address);
  await type(clara, messages.login.form.password, password);
  await press(clara, messages.login.form.send);
}

/** Logs out by the button on every page. */
export async function logOut({ page, controls }: JourneyUser): Promise<void> {
  const within = "navigation";
  await controls.press(page, {
    within,
    role: "button",
    name: messages.site.logout,
  });
  await loggedOut(page);
}

/** Waits for the newest email with this subject to an address. */
export async function mailTo(
  { site: { arrived } }: JourneyUser,
  address: string,
  subject: string,
): Promise<ArrivedMail> {
  let found: ArrivedMail | undefined;
  await eventually(() => {
    found = arrived.findLast((mail) =>
      mail.to === address && mail.subject === subject
    );
    assert.ok(found, `no mail "${subject}" to ${address} has arrived`);
  });
  return found!;
}

/**
 * Opens an email as a mail client shows it and follows one of its links, which
 * its text version must contain too.
 */
export async function followMail(
  { page, controls }: JourneyUser,
  { html, text }: ArrivedMail,
  name: string,
): Promise<void> {
  await page.goto("about:blank");
  await page.setContent(html);
  const link = page.getByRole("link", { name });
  const href = await link.getAttribute("href");
  assert.ok(href && text.split("\n").includes(href), `${href} is not in text`);
  await controls.press(page, { role: "link", name });
}
