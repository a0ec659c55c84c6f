/** @module */
import * as v from "valibot";
import { defineEmail } from "../../email/define_email.ts";
import { LinkBody } from "../../email/parts.tsx";
import { mayLogIn } from "../account/account_status.ts";
import { findAccountAt, pageLanguage } from "../account/recipients.ts";
import { tokenReserve, tokenUrl } from "../tokens/mailed_tokens.ts";

/** A link to set a new password, if an account has the address. */
export const recoveryEmail = defineEmail({
  kind: "recover",
  onRequest: true,
  data: v.object({ address: v.string(), language: pageLanguage }),
  async write(context, { address, language: tag }) {
    const { services } = context;
    const user = await findAccountAt(services, address);
    if (!user || !mayLogIn(services, user)) return null;
    const opened = { purpose: "recover", user } as const;
    const language = context.languageFor(user, tag);
    const messages = language.messages.mails.recover;
    return {
      to: user.address,
      language,
      subject: messages.subject,
      reserve: tokenReserve(services, opened),
      body: async () => (
        <LinkBody
          address={user.address}
          href={await tokenUrl(context, "/auth/recover/new", opened)}
          messages={messages}
        />
      ),
    };
  },
});
