/**
 * The removable features that the site has. Tests that use one without being
 * about it skip that part when `lib/site.ts` no longer lists it.
 *
 * @module
 */
import {
  accountRecovery,
  admin,
  authenticatorApp,
  emailCode,
  invitations,
  loginLink,
  passkeys,
  providers,
  recoveryCodes,
} from "@latchkey/core/features";
import { site } from "../lib/site.ts";

/** Whether users without their second factors can recover their accounts. */
export const HAS_RECOVERY = site.features.includes(accountRecovery);

/** Whether admins have pages. */
export const HAS_ADMIN = site.features.includes(admin);

/** Whether users can use an authenticator app. */
export const HAS_APP = site.features.includes(authenticatorApp);

/** Whether users can use passkeys. */
export const HAS_PASSKEYS = site.features.includes(passkeys);

/** Whether users can log in with a provider. */
export const HAS_PROVIDERS = site.features.includes(providers);

/** Whether users have recovery codes. */
export const HAS_RECOVERY_CODES = site.features.includes(recoveryCodes);

/** Whether users are asked for a code by email on new devices. */
export const HAS_EMAIL_CODE = site.features.includes(emailCode);

/** Whether users can be invited. */
export const HAS_INVITATIONS = site.features.includes(invitations);

/** Whether users can log in by a link in an email. */
export const HAS_LOGIN_LINK = site.features.includes(loginLink);

/** Whether the site has any second factor. */
export const HAS_FACTORS = site.features.some(({ factor }) => factor);

/** Whether the site has every feature of the library. */
export const HAS_ALL = [
  HAS_ADMIN,
  HAS_APP,
  HAS_EMAIL_CODE,
  HAS_INVITATIONS,
  HAS_LOGIN_LINK,
  HAS_PASSKEYS,
  HAS_PROVIDERS,
  HAS_RECOVERY,
  HAS_RECOVERY_CODES,
].every(Boolean);

/** The pages that email a link to an address entered by anyone. */
export const LINK_PAGES: readonly string[] = [
  ...HAS_LOGIN_LINK ? ["/auth/link"] : [],
  "/auth/recover",
];

/** A test of what login links do on other pages. */
export const testLoginLink = HAS_LOGIN_LINK ? Deno.test : Deno.test.ignore;

/** A test with an authenticator app that is not about the app. */
export const testApp = HAS_APP ? Deno.test : Deno.test.ignore;
