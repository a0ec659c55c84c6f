/**
 * Being there: every page of the account.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { heading, shows, siteMap, submitLogin } from "../person.ts";
import { setPassword } from "./arriving.ts";
import {
  CLARA,
  ELSEWHERE,
  follow,
  followMail,
  goTo,
  mailTo,
  press,
  type Traveller,
  type,
} from "./traveller.ts";

const MINUTE_MS = 60_000;

async function openAccount(clara: Traveller, link: string) {
  await goTo(clara, /^Clara/);
  await heading(clara.page, "Your account");
  await follow(clara, link);
}

/** Is called otherwise. */
export async function changeName(
  clara: Traveller,
  name: string,
): Promise<void> {
  const { page } = clara;
  await openAccount(clara, "Change name");
  await type(clara, "Name", name);
  await press(clara, "Change name");
  await page.getByText("Your name is changed.").waitFor();
  await siteMap(page).getByRole("link", { name }).waitFor();
}

/** Moves to another address, for which the password is asked for again, and confirms it there. */
export async function changeAddress(
  clara: Traveller,
  password: string,
): Promise<void> {
  const { page, site } = clara;
  await openAccount(clara, "Change email");
  await type(clara, "New email", ELSEWHERE);
  site.clock.advance(11 * MINUTE_MS);
  await press(clara, "Send the mail");
  await heading(page, "Enter your password to go on");
  await type(clara, "Password", password);
  await press(clara, "Go on");
  await page.getByText(`We have sent a mail to ${ELSEWHERE}`).waitFor();

  const mail = await mailTo(clara, ELSEWHERE, "Confirm your new address");
  await followMail(clara, mail, "Confirm the new address");
  await press(clara, `Use ${ELSEWHERE}`);
  await heading(page, "Your account");
  await shows(page, "Your address is changed", ELSEWHERE);
}

/** Puts the address back by the mail to the old one, and sets the password which that asks for. */
export async function undoAddress(
  clara: Traveller,
  password: string,
): Promise<void> {
  const { page } = clara;
  const mail = await mailTo(clara, CLARA.address, "Your address was changed");
  await followMail(clara, mail, "This wasn’t me");
  await heading(page, "This wasn't me");
  await shows(page, CLARA.address);
  await press(clara, "Take my account back");
  await setPassword(clara, password);
  await shows(page, CLARA.address);
}

/** Changes the password for who knows the present one. */
export async function changePassword(
  clara: Traveller,
  present: string,
  password: string,
): Promise<void> {
  const { page } = clara;
  await openAccount(clara, "Change password");
  await type(clara, "Present password", present);
  await type(clara, "New password", password);
  await press(clara, "Change password");
  await heading(page, "Your account");
  await shows(page, "Your password is changed");
}

/** Signs in on a phone, sees it in the list, and ends it; then ends it as one of all others. */
export async function endSessions(
  clara: Traveller,
  phone: BrowserContext,
  password: string,
): Promise<void> {
  const { page } = clara;
  const screen = await phone.newPage();
  await signInOn(screen, password);
  await mailTo(clara, CLARA.address, "A new sign-in to your account");

  await openAccount(clara, "See sessions");
  await heading(page, "Your sessions");
  const items = page.getByRole("main").getByRole("listitem");
  assert.equal(await items.count(), 2);
  assert.match(await items.nth(0).innerText(), /This session/);
  assert.match(await items.nth(1).innerText(), /Safari on iPhone/);
  await press(clara, "End the session of Safari on iPhone");
  await page.getByText("That session is over.").waitFor();
  await signInOn(screen, password);

  await page.reload();
  await press(clara, "Sign out all others");
  await page.getByText("All other sessions are over.").waitFor();
  assert.equal(await items.count(), 1);
  await screen.goto("/private");
  await heading(screen, "Login");
}

/** Comes to the form by a guarded page, which a browser that is signed in would see. */
async function signInOn(screen: Page, password: string) {
  await screen.goto("/private");
  await heading(screen, "Login");
  await submitLogin(screen, { username: CLARA.address, password });
  await heading(screen, "Private page");
}

/** Looks at what happened so far. */
export async function readActivity(clara: Traveller): Promise<void> {
  await openAccount(clara, "See activity");
  await heading(clara.page, "Your activity");
  await shows(
    clara.page,
    "The account was made",
    "The address was confirmed",
    "A sign-in failed: the password was wrong",
    "The password was set anew by a mailed link",
    "The name was changed",
    "The address was changed",
    "the former address was put back",
    "The password was changed",
    "Signed in on a device that was not known",
    "A session was ended",
  );
}

/** Takes away what is held about her. */
export async function exportAccount(clara: Traveller): Promise<void> {
  const { page } = clara;
  await openAccount(clara, "Export");
  const coming = page.waitForEvent("download");
  await press(clara, "Download the file");
  const file = await (await coming).path();
  const held = JSON.parse(await Deno.readTextFile(file));
  assert.equal(held.account.address, CLARA.address);
  assert.equal(held.account.name, "Clara Schumann");
  assert.equal(held.sessions.length, 1);
  assert.ok(held.activity.length > 10);
}
