/**
 * Coming to the site: an account, its address, and a lost password.
 *
 * @module
 */
import assert from "node:assert/strict";
import { say } from "../../../lib/latchkey/i18n/say.ts";
import type { ArrivedMail } from "../../mail/mail_server.ts";
import { words } from "../../pages.ts";
import { heading, shows, signedInAs } from "../person.ts";
import {
  CLARA,
  follow,
  followMail,
  goTo,
  mailTo,
  press,
  signInWith,
  signOut,
  type Traveller,
  type,
} from "./traveller.ts";

/** Makes the account and confirms its address by the mail, which signs in. */
export async function signUp(clara: Traveller): Promise<void> {
  const { page } = clara;
  await page.goto("/");
  await goTo(clara, words.site.signUp);
  await heading(page, words.signUp.title);
  await type(clara, words.signUp.form.email, CLARA.address);
  await type(clara, words.signUp.form.name, CLARA.name);
  await type(clara, words.signUp.form.password, CLARA.password);
  await press(clara, words.signUp.form.send);
  await heading(page, words.mailed.title);

  const mail = await mailTo(clara, CLARA.address, words.mails.confirm.subject);
  if (clara.confirmsBy === "code") await typeCode(clara, mail);
  else await followMail(clara, mail, words.mails.confirm.action);
  if (clara.confirmsBy === "link" && clara.script === "off") {
    await press(clara, say(words.verify.byLink, CLARA));
  }
  await heading(page, words.verify.confirmed.title);
  await shows(page, words.verify.confirmed.signedIn);
  await follow(clara, words.verify.confirmed.goOn);
  await signedInAs(page, CLARA.name);
}

/** Types the code as the mail shows it, in two groups. */
async function typeCode(clara: Traveller, { text }: ArrivedMail) {
  const [code] = /\b\d{3} \d{3}\b/.exec(text) ?? [];
  assert.ok(code, "the mail shows no code");
  await type(clara, words.codeForm.code, code);
  await press(clara, words.codeForm.send);
}

/** Signs out and in again with the password. */
export async function comeBack(clara: Traveller): Promise<void> {
  const { page } = clara;
  await signOut(clara);
  await goTo(clara, words.site.login);
  await signInWith(clara, CLARA.password);
  await signedInAs(page, CLARA.name);
}

/** Does not know the password any more and sets a new one by the mailed link, which signs in. */
export async function recover(
  clara: Traveller,
  password: string,
): Promise<void> {
  const { page } = clara;
  await signOut(clara);
  await goTo(clara, words.site.login);
  await signInWith(clara, password);
  await page.getByText(words.login.wrong).waitFor();
  await follow(clara, words.login.forgotten);
  await type(clara, words.recovery.email, CLARA.address);
  await press(clara, words.recovery.mailLink);
  await heading(page, words.mailed.title);

  const mail = await mailTo(clara, CLARA.address, words.mails.recover.subject);
  await followMail(clara, mail, words.mails.recover.action);
  await setPassword(clara, password);
  await mailTo(clara, CLARA.address, words.mails.passwordChanged.subject);
}

/** Fills in the form to which a link led. */
export async function setPassword(
  clara: Traveller,
  password: string,
): Promise<void> {
  const { page } = clara;
  await heading(page, words.recovery.title);
  await type(clara, words.recovery.form.password, password);
  await press(clara, words.recovery.form.send);
  await heading(page, words.account.heading);
  await shows(page, words.account.notices.password_changed);
}
