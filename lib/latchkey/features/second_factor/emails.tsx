/**
 * Emails about second factors.
 *
 * @module
 */
import * as v from "valibot";
import { defineEmail } from "../../email/define_email.ts";
import { formatTime } from "../../email/mail_context.ts";
import { ClientDetails, Greeting, Line, Sentence } from "../../email/parts.tsx";
import type { Messages } from "../../i18n/messages.ts";
import { findVerifiedAccount } from "../account/recipients.ts";
import { secureAccountLink } from "../secure_account/email_link.tsx";
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

/** An operator removed every second factor. Its link restores them. */
export const factorsResetEmail = defineEmail({
  kind: "second_factors_reset",
  data: v.object({
    userId: v.string(),
    /** Milliseconds since the epoch. */
    at: v.number(),
    /** Whether linked logins were removed too. */
    logins: v.optional(v.boolean(), false),
  }),
  async write(context, { userId, at, logins }) {
    const user = await findVerifiedAccount(context.services, userId);
    if (!user) return null;
    const language = context.languageFor(user);
    const { mails } = language.messages;
    return {
      to: user.address,
      language,
      subject: mails.factorsReset.subject,
      body: async () => (
        <>
          <Greeting name={user.name} messages={mails} />
          <Sentence text={mails.factorsReset.body} address={user.address} />
          {logins && <Line>{mails.loginsUnlinked}</Line>}
          <ClientDetails lines={[formatTime(language, at)]} />
          {await secureAccountLink(context, user, {
            action: mails.secureAccount.action,
            explained: mails.secureAccount.explainedForReset,
            at,
          })}
        </>
      ),
    };
  },
});

function undoable(
  { secureAccount }: Messages["mails"],
  { subject, body }: { readonly subject: string; readonly body: string },
) {
  return { subject, body, explained: secureAccount.explainedForFactors };
}
