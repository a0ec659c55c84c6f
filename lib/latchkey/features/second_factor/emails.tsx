/**
 * Emails about second factors.
 *
 * @module
 */
import { defineClientNotice } from "../session/emails.tsx";

/** Someone knows the password, or reads the account's email, and failed at the second factor. */
export const factorAttemptsEmail = defineClientNotice(
  "second_factor_attempts",
  (mails) => mails.factorAttempts,
);

/** A second factor was added to an account. */
export const factorAddedEmail = defineClientNotice(
  "second_factor_added",
  (mails) => mails.factorAdded,
);

/** A second factor was removed from an account, or its recovery codes were replaced. */
export const factorRemovedEmail = defineClientNotice(
  "second_factor_removed",
  (mails) => mails.factorRemoved,
);
