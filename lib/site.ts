/**
 * What makes this site yours: its name, its languages and its features. Edit this file first.
 *
 * @module
 */
import { defineSite } from "@latchkey/core";
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
import { arabic } from "./messages/ar.ts";
import { german } from "./messages/de.ts";
import { english } from "./messages/en.ts";

/** The site. */
export const site = defineSite({
  /**
   * Shown on every page, in titles, in emails, in the API description and when the server
   * starts. It must not contain `"`, `<`, `>` or `@`, because it is the sender of emails. The
   * name also occurs in static/manifest.webmanifest, static/social.svg, .env.example and
   * docs/proxy/offline.html; docs/look.md lists all places. Technical names, such as those of
   * cookies, tokens and metrics, don't contain it.
   */
  name: "Latchkey",

  /**
   * The languages, in the order of the footer. The first is the default. Each has a file in
   * lib/messages/: docs/recipes/another-language.md
   */
  languages: [english, arabic, german],

  /**
   * The library's optional features and your own, each defined with `defineFeature`:
   * docs/recipes/data-of-your-own.md. To remove one, delete its line, its folders and
   * its settings in .env.example:
   *
   * - accountRecovery: routes/auth/account-recovery/, tests/account_recovery/, RECOVERY_WAIT_HOURS
   * - admin: routes/admin/, tests/admin/
   * - authenticatorApp: routes/account/(factor-changes)/authenticator/, tests/authenticator_app/
   * - emailCode: tests/email_code/, EMAIL_CODE_FOR_NEW_DEVICES
   * - invitations: tests/invitations/
   * - loginLink: routes/auth/link/, tests/login_link/
   * - passkeys: routes/auth/passkey/, routes/account/(factor-changes)/passkeys/, tests/passkeys/,
   *   PASSKEY_ORIGINS
   * - providers: routes/auth/provider/, routes/account/(factor-changes)/logins/, tests/providers/,
   *   PROVIDERS, PROVIDER_BUTTONS
   * - recoveryCodes: routes/account/(factor-changes)/recovery-codes.tsx, tests/recovery_codes/
   */
  features: [
    admin,
    invitations,
    loginLink,
    authenticatorApp,
    passkeys,
    providers,
    recoveryCodes,
    emailCode,
    accountRecovery,
  ],
});
