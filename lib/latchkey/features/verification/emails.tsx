/** @module */
import * as v from "valibot";
import { defineEmail, type Draft } from "../../email/define_email.ts";
import type { MailContext } from "../../email/mail_context.ts";
import { ActionLink, Code, Line, Sentence } from "../../email/parts.tsx";
import { mayLogIn } from "../account/account_status.ts";
import { findAccount, pageLanguage } from "../account/recipients.ts";
import type { User } from "../account/user.ts";
import { tokenReserve, tokenUrl } from "../tokens/mailed_tokens.ts";
import { issueCode } from "../tokens/one_time_codes.ts";

/** Asks the owner of an account to confirm the address once more. */
export const verificationEmail = defineEmail({
  kind: "verify",
  onRequest: true,
  data: v.object({
    userId: v.string(),
    /** The hash of the nonce of the requesting browser, or empty. */
    browser: v.string(),
    language: pageLanguage,
  }),
  async write(context, { userId, ...request }) {
    const { services } = context;
    const user = await findAccount(services, userId);
    const isWaiting = user?.verifiedAt === null && mayLogIn(services, user);
    return isWaiting ? verificationDraft(context, user, request) : null;
  },
});

/** The link and code that confirm an address. No name in it: anyone may have entered the address. */
export function verificationDraft(
  context: MailContext,
  user: User,
  request: { readonly browser: string; readonly language?: string },
): Draft {
  const { services } = context;
  const opened = { purpose: "verify", user } as const;
  const data = { browser: request.browser };
  const language = context.languageFor(user, request.language);
  const messages = language.messages.mails.confirm;
  return {
    to: user.address,
    language,
    subject: messages.subject,
    reserve: tokenReserve(services, opened),
    async body() {
      const href = await tokenUrl(context, "/auth/verify", { ...opened, data });
      const digits = await issueCode(services, user, "verify");
      return (
        <>
          <Sentence text={messages.body} address={user.address} />
          <ActionLink href={href}>{messages.action}</ActionLink>
          <Line>{messages.code}</Line>
          <Code digits={digits} />
          <Line>{messages.note}</Line>
        </>
      );
    },
  };
}
