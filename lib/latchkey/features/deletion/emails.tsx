/** @module */
import * as v from "valibot";
import { defineEmail } from "../../email/define_email.ts";
import { formatTime } from "../../email/mail_context.ts";
import { ActionLink, Greeting, Sentence } from "../../email/parts.tsx";
import { findVerifiedAccount } from "../account/recipients.ts";
import { secureAccountLink } from "../secure_account/email_link.tsx";

/** The account will be deleted unless its owner logs in. */
export const deletionEmail = defineEmail({
  kind: "deletion_asked",
  data: v.object({
    userId: v.string(),
    deleteAfter: v.number(),
    /** Absent in requests that an earlier version queued. */
    at: v.optional(v.number()),
  }),
  async write(context, { userId, at = context.services.now() }) {
    const user = await findVerifiedAccount(context.services, userId);
    if (!user || user.deleteAfter === null) return null; // Cancelled in the meantime.
    const language = context.languageFor(user);
    const { mails } = language.messages;
    const { subject, body, action } = mails.deletionRequested;
    const time = formatTime(language, user.deleteAfter);
    const secureAccount = {
      at,
      action: mails.secureAccount.action,
      explained: mails.secureAccount.explainedForDeletion,
    };
    return {
      to: user.address,
      language,
      subject,
      body: async () => (
        <>
          <Greeting name={user.name} messages={mails} />
          <Sentence text={body} address={user.address} time={time} />
          <ActionLink href={context.url("/auth/login")}>{action}</ActionLink>
          {await secureAccountLink(context, user, secureAccount)}
        </>
      ),
    };
  },
});
