/**
 * Entering the site: an account, its address, and a lost password.
 *
 * @module
 */
import assert from "node:assert/strict";
import { format } from "@latchkey/core/i18n";
import type { ArrivedMail } from "@latchkey/core/testing";
import { messages } from "../../pages.ts";
import { heading, loggedInAs, shows } from "../person.ts";
import {
  CLARA,
  follow,
  followMail,
  goTo,
  type JourneyUser,
  logInWith,
  logOut,
  mailTo,
  press,
  type,
} from "./user.ts";

/** Signs up and confirms the address by the email, which logs in. */
export async function signUp(clara: JourneyUser): Promise<void> {
  const { page } = clara;
  await page.goto("/");
  await goTo(clara, messages.site.signUp);
  await heading(page, messages.signUp.title);
  await type(clara, messages.signUp.form.email, CLARA.address);
  await type(clara, messages.signUp.form.name, CLARA.name);
  await type(clara, messages.signUp.form.password, CLARA.password);
  await press(clara, messages.signUp.form.send);
  await heading(page, messages.mailed.title);

  const mail = await mailTo(
    clara,
    CLARA.address,
    messages.mails.confirm.subject,
  );
  if (clara.confirmsBy === "code") await typeCode(clara, mail);
  else await followMail(clara, mail, messages.mails.confirm.action);
  if (clara.confirmsBy === "link" && clara.script === "off") {
    await press(clara, format(messages.verify.byLink, CLARA));
  }
  await heading(page, messages.verify.confirmed.title);
  await shows(page, messages.verify.confirmed.loggedIn);
  await follow(clara, messages.verify.confirmed.continueLink);
  await loggedInAs(page, CLARA.name);
}

/** Types the code as the email shows it, in two groups. */
async function typeCode(clara: JourneyUser, { text }: ArrivedMail) {
  const [code] = /\b\d{3} \d{3}\b/.exec(text) ?? [];
  assert.ok(code, "the email shows no code");
  await type(clara, messages.codeForm.code, code);
  await press(clara, messages.codeForm.send);
}

/** Logs out and in again with the password. */
export async function logInAgain(clara: JourneyUser): Promise<void> {
  const { page } = clara;
  await logOut(clara);
  await goTo(clara, messages.site.login);
  await logInWith(clara, CLARA.password);
  await loggedInAs(page, CLARA.name);
}

/** Sets a new password by the emailed link, which logs in. */
export async function recover(
  clara: JourneyUser,
  password: string,
): Promise<void> {
  const { page } = clara;
  await logOut(clara);
  await goTo(clara, messages.site.login);
  await logInWith(clara, password);
  await page.getByText(messages.login.wrong).waitFor();
  await follow(clara, messages.login.forgotten);
  await type(clara, messages.recovery.email, CLARA.address);
  await press(clara, messages.recovery.sendLink);
  await heading(page, messages.mailed.title);

  const mail = await mailTo(
    clara,
    CLARA.address,
    messages.mails.recover.subject,
  );
  await followMail(clara, mail, messages.mails.recover.action);
  await setPassword(clara, password);
  await mailTo(clara, CLARA.address, messages.mails.passwordChanged.subject);
}

/** Fills in the form that a link led to. */
export async function setPassword(
  clara: JourneyUser,
  password: string,
): Promise<void> {
  const { page } = clara;
  await heading(page, messages.recovery.title);
  await type(clara, messages.recovery.form.password, password);
  await press(clara, messages.recovery.form.send);
  await heading(page, messages.account.title);
  await shows(page, messages.account.notices.password_changed);
}
