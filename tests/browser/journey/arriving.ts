/**
 * Coming to the site: an account, its address, and a lost password.
 *
 * @module
 */
import { heading, shows, siteMap, submitLogin } from "../person.ts";
import {
  CLARA,
  follow,
  followMail,
  mailTo,
  press,
  signOut,
  type Traveller,
  type,
} from "./traveller.ts";

/** Makes the account and confirms its address by the mailed link, which signs in. */
export async function signUp(clara: Traveller): Promise<void> {
  const { page, script } = clara;
  await page.goto("/");
  await siteMap(page).getByRole("link", { name: "Sign up" }).click();
  await heading(page, "Sign up");
  await type(page, "Email", CLARA.address);
  await type(page, "Name (if you like)", CLARA.name);
  await type(page, "Password", CLARA.password);
  await press(page, "Sign up");
  await heading(page, "Look into your mail");

  const mail = await mailTo(clara, CLARA.address, "Confirm your address");
  await followMail(page, mail, "Confirm the address");
  if (script === "off") await press(page, `Confirm ${CLARA.address}`);
  await heading(page, "Your address is confirmed");
  await shows(page, "You are signed in.");
  await follow(page, "Go on");
  await shows(page, `Hi ${CLARA.name}!`);
}

/** Signs out and in again with the password. */
export async function comeBack({ page }: Traveller): Promise<void> {
  await signOut(page);
  await follow(page, "Login");
  await submitLogin(page, {
    username: CLARA.address,
    password: CLARA.password,
  });
  await heading(page, "Home page");
  await shows(page, "You are logged in :)");
}

/** Does not know the password any more and sets a new one by the mailed link, which signs in. */
export async function recover(
  clara: Traveller,
  password: string,
): Promise<void> {
  const { page } = clara;
  await signOut(page);
  await follow(page, "Login");
  await submitLogin(page, { username: CLARA.address, password });
  await page.getByText("Incorrect Email or Password").waitFor();
  await follow(page, "Forgot your password?");
  await type(page, "Email", CLARA.address);
  await press(page, "Mail me a link");
  await heading(page, "Look into your mail");

  const mail = await mailTo(clara, CLARA.address, "Set a new password");
  await followMail(page, mail, "Set a new password");
  await setPassword(clara, password);
  await mailTo(clara, CLARA.address, "Your password was changed");
}

/** Fills in the form to which a link led. */
export async function setPassword(
  { page }: Traveller,
  password: string,
): Promise<void> {
  await heading(page, "Set a new password");
  await type(page, "New password", password);
  await press(page, "Set password");
  await heading(page, "Your account");
  await shows(page, "Your password is changed");
}
