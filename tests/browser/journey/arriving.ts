/**
 * Coming to the site: an account, its address, and a lost password.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { ArrivedMail } from "../../mail/mail_server.ts";
import { heading, shows } from "../person.ts";
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
  await goTo(clara, "Sign up");
  await heading(page, "Sign up");
  await type(clara, "Email", CLARA.address);
  await type(clara, "Name (if you like)", CLARA.name);
  await type(clara, "Password", CLARA.password);
  await press(clara, "Sign up");
  await heading(page, "Look into your mail");

  const mail = await mailTo(clara, CLARA.address, "Confirm your address");
  if (clara.confirmsBy === "code") await typeCode(clara, mail);
  else await followMail(clara, mail, "Confirm the address");
  if (clara.confirmsBy === "link" && clara.script === "off") {
    await press(clara, `Confirm ${CLARA.address}`);
  }
  await heading(page, "Your address is confirmed");
  await shows(page, "You are signed in.");
  await follow(clara, "Go on");
  await shows(page, `Hi ${CLARA.name}!`);
}

/** Types the code as the mail shows it, in two groups. */
async function typeCode(clara: Traveller, { text }: ArrivedMail) {
  const [code] = /\b\d{3} \d{3}\b/.exec(text) ?? [];
  assert.ok(code, "the mail shows no code");
  await type(clara, "Code", code);
  await press(clara, "Confirm");
}

/** Signs out and in again with the password. */
export async function comeBack(clara: Traveller): Promise<void> {
  const { page } = clara;
  await signOut(clara);
  await follow(clara, "Login");
  await signInWith(clara, CLARA.password);
  await heading(page, "Home page");
  await shows(page, "You are logged in :)");
}

/** Does not know the password any more and sets a new one by the mailed link, which signs in. */
export async function recover(
  clara: Traveller,
  password: string,
): Promise<void> {
  const { page } = clara;
  await signOut(clara);
  await follow(clara, "Login");
  await signInWith(clara, password);
  await page.getByText("Incorrect Email or Password").waitFor();
  await follow(clara, "Forgot your password?");
  await type(clara, "Email", CLARA.address);
  await press(clara, "Mail me a link");
  await heading(page, "Look into your mail");

  const mail = await mailTo(clara, CLARA.address, "Set a new password");
  await followMail(clara, mail, "Set a new password");
  await setPassword(clara, password);
  await mailTo(clara, CLARA.address, "Your password was changed");
}

/** Fills in the form to which a link led. */
export async function setPassword(
  clara: Traveller,
  password: string,
): Promise<void> {
  const { page } = clara;
  await heading(page, "Set a new password");
  await type(clara, "New password", password);
  await press(clara, "Set password");
  await heading(page, "Your account");
  await shows(page, "Your password is changed");
}
