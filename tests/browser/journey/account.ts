/**
 * Using the site: every page of the account.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { format } from "@latchkey/core/i18n";
import { GUARDED_HEADING, GUARDED_PAGE, messages } from "../../pages.ts";
import { heading, readJson, shows, siteMap, submitLogin } from "../person.ts";
import { setPassword } from "./access.ts";
import {
  CLARA,
  ELSEWHERE,
  follow,
  followMail,
  goTo,
  type JourneyUser,
  mailTo,
  press,
  type,
} from "./user.ts";

const MINUTE_MS = 60_000;

/** The name the site gives the phone. */
const IPHONE = format(messages.device.on, {
  browser: "Safari",
  system: "iPhone",
});

async function openAccount(clara: JourneyUser, link: string) {
  await goTo(clara, /^Clara/);
  await heading(clara.page, messages.account.title);
  await follow(clara, link);
}

/** Changes the name. */
export async function changeName(
  clara: JourneyUser,
  name: string,
): Promise<void> {
  const { page } = clara;
  await openAccount(clara, messages.account.rows.name.action);
  await type(clara, messages.name.label, name);
  await press(clara, messages.name.send);
  await page.getByText(messages.account.notices.name_changed).waitFor();
  await siteMap(page).getByRole("link", { name }).waitFor();
}

/**
 * Changes the address, which asks for the password again, and confirms the new
 * one.
 */
export async function changeAddress(
  clara: JourneyUser,
  password: string,
): Promise<void> {
  const { page, site } = clara;
  await openAccount(clara, messages.account.rows.address.action);
  await type(clara, messages.newAddress.label, ELSEWHERE);
  site.clock.advance(11 * MINUTE_MS);
  await press(clara, messages.newAddress.send);
  await heading(page, messages.stepUp.title);
  await type(clara, messages.ownPassword.label, password);
  await press(clara, messages.stepUp.send);
  await page.getByText(format(messages.newAddress.sent, { address: ELSEWHERE }))
    .waitFor();

  const mail = await mailTo(
    clara,
    ELSEWHERE,
    messages.mails.changeAddress.subject,
  );
  await followMail(clara, mail, messages.mails.changeAddress.action);
  await press(
    clara,
    format(messages.newAddressLink.use, { address: ELSEWHERE }),
  );
  await heading(page, messages.account.title);
  await shows(page, messages.account.notices.address_changed, ELSEWHERE);
}

/**
 * Restores the address by the email to the old one, and sets the password that
 * it asks for.
 */
export async function undoAddress(
  clara: JourneyUser,
  password: string,
): Promise<void> {
  const { page } = clara;
  const mail = await mailTo(
    clara,
    CLARA.address,
    messages.mails.addressChanged.subject,
  );
  await followMail(clara, mail, messages.mails.secureAccount.action);
  await heading(page, messages.secureAccount.title);
  await shows(page, CLARA.address);
  await press(clara, messages.secureAccount.send);
  await setPassword(clara, password);
  await shows(page, CLARA.address);
}

/** Changes the password with the current one. */
export async function changePassword(
  clara: JourneyUser,
  present: string,
  password: string,
): Promise<void> {
  const { page } = clara;
  await openAccount(clara, messages.account.rows.password.action);
  await type(clara, messages.newPassword.form.current, present);
  await type(clara, messages.newPassword.form.password, password);
  await press(clara, messages.newPassword.form.send);
  await heading(page, messages.account.title);
  await shows(page, messages.account.notices.password_changed);
}

/**
 * Logs in on a phone, finds it in the list and ends it, then ends it again as
 * one of all others.
 */
export async function endSessions(
  clara: JourneyUser,
  phone: BrowserContext,
  password: string,
): Promise<void> {
  const { page } = clara;
  const screen = await phone.newPage();
  await logInOn(screen, password);
  await mailTo(clara, CLARA.address, messages.mails.newDevice.subject);

  await openAccount(clara, messages.account.rows.sessions.action);
  await heading(page, messages.sessions.title);
  const items = page.getByRole("main").getByRole("listitem");
  assert.equal(await items.count(), 2);
  const [own, other] = await items.allInnerTexts();
  assert.ok(own.includes(messages.sessions.current), own);
  assert.ok(other.includes(IPHONE), other);
  await press(clara, format(messages.sessions.endOf, { device: IPHONE }));
  await page.getByText(messages.sessions.notices.session_ended).waitFor();
  await logInOn(screen, password);

  await page.reload();
  await press(clara, messages.sessions.endOthers);
  await page.getByText(messages.sessions.notices.others_ended).waitFor();
  assert.equal(await items.count(), 1);
  await screen.goto(GUARDED_PAGE);
  await heading(screen, messages.login.title);
}

/** Arrives by a guarded page, which a logged-in browser would see. */
async function logInOn(screen: Page, password: string) {
  await screen.goto(GUARDED_PAGE);
  await heading(screen, messages.login.title);
  await submitLogin(screen, { username: CLARA.address, password });
  await heading(screen, GUARDED_HEADING);
}

/** Views the account's activity. */
export async function readActivity(clara: JourneyUser): Promise<void> {
  await openAccount(clara, messages.account.rows.activity.action);
  await heading(clara.page, messages.activity.title);
  await shows(
    clara.page,
    messages.activity.kinds.signed_up,
    messages.activity.kinds.address_verified,
    messages.activity.kinds.login_failed,
    messages.activity.kinds.password_recovered,
    messages.activity.kinds.name_changed,
    messages.activity.kinds.address_changed,
    messages.activity.kinds.address_restored,
    messages.activity.kinds.password_changed,
    messages.activity.kinds.logged_in_new_device,
    messages.activity.kinds.session_ended,
  );
}

/** Downloads the account's data. */
export async function exportAccount(clara: JourneyUser): Promise<void> {
  const { page } = clara;
  await openAccount(clara, messages.account.rows.export.action);
  const coming = page.waitForEvent("download");
  await press(clara, messages.export.send);
  const held = await readJson(await coming);
  assert.equal(held.account.address, CLARA.address);
  assert.equal(held.account.name, "Clara Schumann");
  assert.equal(held.sessions.length, 1);
  assert.ok(held.activity.length > 10);
}
