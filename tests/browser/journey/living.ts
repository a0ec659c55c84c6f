/**
 * Being there: every page of the account.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { say } from "../../../lib/latchkey/i18n/say.ts";
import { GUARDED_HEADING, GUARDED_PAGE, words } from "../../pages.ts";
import { heading, readJson, shows, siteMap, submitLogin } from "../person.ts";
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

/** What the site calls the phone. */
const IPHONE = say(words.device.on, { browser: "Safari", system: "iPhone" });

async function openAccount(clara: Traveller, link: string) {
  await goTo(clara, /^Clara/);
  await heading(clara.page, words.account.heading);
  await follow(clara, link);
}

/** Is called otherwise. */
export async function changeName(
  clara: Traveller,
  name: string,
): Promise<void> {
  const { page } = clara;
  await openAccount(clara, words.account.rows.name.action);
  await type(clara, words.name.label, name);
  await press(clara, words.name.send);
  await page.getByText(words.account.notices.name_changed).waitFor();
  await siteMap(page).getByRole("link", { name }).waitFor();
}

/** Moves to another address, for which the password is asked for again, and confirms it there. */
export async function changeAddress(
  clara: Traveller,
  password: string,
): Promise<void> {
  const { page, site } = clara;
  await openAccount(clara, words.account.rows.address.action);
  await type(clara, words.newAddress.label, ELSEWHERE);
  site.clock.advance(11 * MINUTE_MS);
  await press(clara, words.newAddress.send);
  await heading(page, words.stepUp.heading);
  await type(clara, words.ownPassword.label, password);
  await press(clara, words.stepUp.send);
  await page.getByText(say(words.newAddress.sent, { address: ELSEWHERE }))
    .waitFor();

  const mail = await mailTo(
    clara,
    ELSEWHERE,
    words.mails.changeAddress.subject,
  );
  await followMail(clara, mail, words.mails.changeAddress.action);
  await press(clara, say(words.newAddressLink.use, { address: ELSEWHERE }));
  await heading(page, words.account.heading);
  await shows(page, words.account.notices.address_changed, ELSEWHERE);
}

/** Puts the address back by the mail to the old one, and sets the password which that asks for. */
export async function undoAddress(
  clara: Traveller,
  password: string,
): Promise<void> {
  const { page } = clara;
  const mail = await mailTo(
    clara,
    CLARA.address,
    words.mails.addressChanged.subject,
  );
  await followMail(clara, mail, words.mails.notMe.action);
  await heading(page, words.notMe.title);
  await shows(page, CLARA.address);
  await press(clara, words.notMe.send);
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
  await openAccount(clara, words.account.rows.password.action);
  await type(clara, words.newPassword.form.present, present);
  await type(clara, words.newPassword.form.password, password);
  await press(clara, words.newPassword.form.send);
  await heading(page, words.account.heading);
  await shows(page, words.account.notices.password_changed);
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
  await mailTo(clara, CLARA.address, words.mails.newDevice.subject);

  await openAccount(clara, words.account.rows.sessions.action);
  await heading(page, words.sessions.heading);
  const items = page.getByRole("main").getByRole("listitem");
  assert.equal(await items.count(), 2);
  const [own, other] = await items.allInnerTexts();
  assert.ok(own.includes(words.sessions.present), own);
  assert.ok(other.includes(IPHONE), other);
  await press(clara, say(words.sessions.endOf, { device: IPHONE }));
  await page.getByText(words.sessions.notices.session_ended).waitFor();
  await signInOn(screen, password);

  await page.reload();
  await press(clara, words.sessions.endOthers);
  await page.getByText(words.sessions.notices.others_ended).waitFor();
  assert.equal(await items.count(), 1);
  await screen.goto(GUARDED_PAGE);
  await heading(screen, words.login.title);
}

/** Comes to the form by a guarded page, which a browser that is signed in would see. */
async function signInOn(screen: Page, password: string) {
  await screen.goto(GUARDED_PAGE);
  await heading(screen, words.login.title);
  await submitLogin(screen, { username: CLARA.address, password });
  await heading(screen, GUARDED_HEADING);
}

/** Looks at what happened so far. */
export async function readActivity(clara: Traveller): Promise<void> {
  await openAccount(clara, words.account.rows.activity.action);
  await heading(clara.page, words.activity.heading);
  await shows(
    clara.page,
    words.activity.kinds.signed_up,
    words.activity.kinds.address_verified,
    words.activity.kinds.sign_in_failed,
    words.activity.kinds.password_recovered,
    words.activity.kinds.name_changed,
    words.activity.kinds.address_changed,
    words.activity.kinds.address_restored,
    words.activity.kinds.password_changed,
    words.activity.kinds.signed_in_new_device,
    words.activity.kinds.session_ended,
  );
}

/** Takes away what is held about her. */
export async function exportAccount(clara: Traveller): Promise<void> {
  const { page } = clara;
  await openAccount(clara, words.account.rows.export.action);
  const coming = page.waitForEvent("download");
  await press(clara, words.export.send);
  const held = await readJson(await coming);
  assert.equal(held.account.address, CLARA.address);
  assert.equal(held.account.name, "Clara Schumann");
  assert.equal(held.sessions.length, 1);
  assert.ok(held.activity.length > 10);
}
