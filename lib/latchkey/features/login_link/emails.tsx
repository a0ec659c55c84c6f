/** @module */
import * as v from "valibot";
import { defineEmail } from "../../email/define_email.ts";
import { LinkBody } from "../../email/parts.tsx";
import { mayLogIn } from "../account/account_status.ts";
import { findAccountAt, pageLanguage } from "../account/recipients.ts";
import { tokenReserve, tokenUrl } from "../tokens/mailed_tokens.ts";

/** A link to log in, if an account has the address. */
export const loginLinkEmail = defineEmail({
  kind: "login_link",
  onRequest: true,
  data: v.object({
    address: v.string(),
    /** The hash of the nonce of the requesting browser, or empty. */
    browser: v.string(),
    remembered: v.boolean(),
    next: v.string(),
    language: pageLanguage,
  }),
  async write(context, { address, browser, remembered, next, language: tag }) {
    const { services } = context;
    const user = await findAccountAt(services, address);
    if (!user || !mayLogIn(services, user)) return null;
    const opened = { purpose: "login_link", user } as const;
    const data = { browser, remembered: remembered ? "yes" : "", next };
    const language = context.languageFor(user, tag);
    const messages = language.messages.mails.loginLink;
    return {
      to: user.address,
      language,
      subject: messages.subject,
      reserve: tokenReserve(services, opened),
      body: async () => (
        <LinkBody
          address={user.address}
          href={await tokenUrl(context, "/auth/link/open", { ...opened, data })}
          messages={messages}
        />
      ),
    };
  },
});
