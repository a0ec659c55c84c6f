/** @module */
import * as v from "valibot";
import { defineEmail, type Draft } from "../../email/define_email.ts";
import type { MailContext } from "../../email/mail_context.ts";
import { ActionLink, Line, OtherLink, Sentence } from "../../email/parts.tsx";
import { mayLogIn } from "../account/account_status.ts";
import { findAccountAt, pageLanguage } from "../account/recipients.ts";
import type { User } from "../account/user.ts";
import { addressReservedDraft } from "../email_change/emails.tsx";
import { confirmationsFor } from "../tokens/one_time_tokens.ts";
import { verificationDraft } from "../verification/emails.tsx";

/** In milliseconds. Within this time a second sign-up counts as a double click and sends no email. */
const DOUBLE_CLICK_MS = 60_000;

/**
 * Confirms the address of a new account, or notifies the owner of an existing one. Signing
 * up again from the same browser before the address is confirmed sends another link and
 * code. From another browser it does not, because a stranger may have created the account.
 */
export const signUpEmail = defineEmail({
  kind: "sign_up",
  onRequest: true,
  data: v.object({
    address: v.string(),
    /** The id of the new account, even if none was created because the address was taken. */
    userId: v.string(),
    /** The hash of the nonce of the browser that signed up, or empty. */
    browser: v.string(),
    language: pageLanguage,
  }),
  async write(context, { address, userId, ...request }) {
    const { services } = context;
    const user = await findAccountAt(services, address);
    if (!user) {
      return await addressReservedDraft(context, address, request.language);
    }
    const isNew = user.id === userId;
    if (user.verifiedAt !== null || !mayLogIn(services, user)) {
      return isNew ? null : hasAccountDraft(context, user, request.language);
    }
    if (isNew) return verificationDraft(context, user, request);
    const sent = await confirmationsFor(services, user.id, request.browser);
    const times = sent.map(({ createdAt }) => createdAt);
    const last = Math.max(user.createdAt, ...times);
    if (services.now() - last < DOUBLE_CLICK_MS) return null;
    return sent.length > 0
      ? verificationDraft(context, user, request)
      : hasAccountDraft(context, user, request.language);
  },
});

function hasAccountDraft(
  { url, languageFor }: MailContext,
  user: User,
  requested: string | undefined,
): Draft {
  const language = languageFor(user, requested);
  const { hasAccount: messages, harmless } = language.messages.mails;
  return {
    to: user.address,
    language,
    subject: messages.subject,
    body: () => (
      <>
        <Sentence text={messages.body} address={user.address} />
        <ActionLink href={url("/auth/login")}>{messages.action}</ActionLink>
        <OtherLink href={url("/auth/recover")}>{messages.forgotten}</OtherLink>
        <Line>{harmless}</Line>
      </>
    ),
  };
}
