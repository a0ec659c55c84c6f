/** @module */
import * as v from "valibot";
import { defineEmail } from "../../email/define_email.ts";
import {
  ClientDetails,
  Code,
  Greeting,
  Line,
  OtherLink,
  Sentence,
} from "../../email/parts.tsx";
import { mayLogIn } from "../account/account_status.ts";
import { findVerifiedAccount, pageLanguage } from "../account/recipients.ts";
import { clientData, clientLines } from "../session/emails.tsx";
import { CODE_SECONDS, issueCode } from "../tokens/one_time_codes.ts";
import { tokenUrl } from "../tokens/mailed_tokens.ts";

/** A code for a login on an unknown device, which only people who know the password can request. */
export const emailCodeEmail = defineEmail({
  kind: "email_code",
  data: v.object({
    userId: v.string(),
    /** The id of the pending login or session that the code works in. */
    boundTo: v.string(),
    purpose: v.picklist(["login", "step_up"]),
    language: pageLanguage,
    ...clientData.entries,
  }),
  async write(context, { userId, boundTo, purpose, language: tag, ...client }) {
    const { services } = context;
    const user = await findVerifiedAccount(services, userId);
    const isOver = services.now() >= client.at + CODE_SECONDS.email_code * 1000;
    if (!user || isOver || !mayLogIn(services, user)) return null;
    const language = context.languageFor(user, tag);
    const { mails } = language.messages;
    const messages = mails.emailCode;
    return {
      to: user.address,
      language,
      subject: messages.subject,
      async body() {
        const digits = await issueCode(services, user, "email_code", boundTo);
        const token = { purpose: "secure_account", user } as const;
        const href = await tokenUrl(context, "/auth/secure-account", token);
        return (
          <>
            <Greeting name={user.name} messages={mails} />
            <Sentence text={messages[purpose]} address={user.address} />
            <Code digits={digits} />
            <Line>{messages.note}</Line>
            <ClientDetails lines={await clientLines(language, client)} />
            <Line>{messages.notYou[purpose]}</Line>
            <OtherLink href={href}>{mails.secureAccount.action}</OtherLink>
          </>
        );
      },
    };
  },
});
