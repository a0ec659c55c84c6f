/**
 * Emails about second factors.
 *
 * @module
 */
import type { Messages } from "../../i18n/messages.ts";
import { defineClientNotice } from "../session/emails.tsx";

/** Someone knows the password, or reads the account's email, and failed at the second factor. */
export const factorAttemptsEmail = defineClientNotice(
  "second_factor_attempts",
  (mails) => mails.factorAttempts,
);

/** A second factor was added to an account. */
export const factorAddedEmail = defineClientNotice(
  "second_factor_added",
  (mails) => undoable(mails, mails.factorAdded),
);

/** A recovery code was used in place of a second factor. */
export const recoveryCodeUsedEmail = defineClientNotice(
  "recovery_code_used",
  (mails) => mails.recoveryCodeUsed,
);

/** New recovery codes replaced the previous ones. */
export const recoveryCodesReplacedEmail = defineClientNotice(
  "recovery_codes_replaced",
  (mails) => undoable(mails, mails.recoveryCodesReplaced),
);

/** A second factor was removed from an account. */
export const factorRemovedEmail = defineClientNotice(
  "second_factor_removed",
  (mails) => undoable(mails, mails.factorRemoved),
);

function undoable(
  { secureAccount }: Messages["mails"],
  { subject, body }: { readonly subject: string; readonly body: string },
) {
  return { subject, body, explained: secureAccount.explainedForFactors };
}
