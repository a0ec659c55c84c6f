/**
 * Somebody on their way through the whole site, with a mailbox somewhere else.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { ArrivedMail } from "../../mail/mail_server.ts";
import { eventually, siteMap } from "../person.ts";
import type { ServedSite } from "../served_site.ts";

/** What she calls herself at first, and signs in with. */
export const CLARA = {
  address: "clara@home.example",
  name: "Clara Wieck",
  password: "tractor moonlight",
};

/** The address she moves to, and comes back from. */
export const ELSEWHERE = "clara@elsewhere.example";

/** Her browser, and the site with her mail server. */
export interface Traveller {
  readonly page: Page;
  readonly site: ServedSite;
  readonly script: "on" | "off";
}

/** Presses a button of the page's own. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("main").getByRole("button", { name }).click();
}

/** Follows a link of the page's own. */
export async function follow(page: Page, name: string): Promise<void> {
  await page.getByRole("main").getByRole("link", { name }).click();
}

/** Types into the field with this label. */
export async function type(
  page: Page,
  label: string,
  text: string,
): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(text);
}

/** Signs out by the button that is on every page. */
export async function signOut(page: Page): Promise<void> {
  await siteMap(page).getByRole("button", { name: "Logout" }).click();
  await page.getByText("You are NOT logged in :(").waitFor();
}

/** Waits for the newest mail with this subject to arrive at an address. */
export async function mailTo(
  { site: { arrived } }: Traveller,
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

/** Opens a mail as a mail program shows it, and follows one of its links, which must stand in its text too. */
export async function followMail(
  page: Page,
  { html, text }: ArrivedMail,
  words: string,
): Promise<void> {
  await page.goto("about:blank");
  await page.setContent(html);
  const link = page.getByRole("link", { name: words });
  const href = await link.getAttribute("href");
  assert.ok(href && text.split("\n").includes(href), `${href} is not in text`);
  await link.click();
}
