/**
 * Emails about linked logins.
 *
 * @module
 */
import * as v from "valibot";
import { defineEmail } from "../../email/define_email.ts";
import { ClientDetails, Greeting, Line } from "../../email/parts.tsx";
import { shownAddress } from "../../email/shown_address.ts";
import { fill } from "../../i18n/fill.ts";
import type { Messages } from "../../i18n/messages.ts";
import { findVerifiedAccount } from "../account/recipients.ts";
import { secureAccountLink } from "../secure_account/email_link.tsx";
import { clientData, clientLines } from "../session/emails.tsx";

function defineLoginNotice(
  kind: string,
  messagesOf: (
    mails: Messages["mails"],
  ) => { readonly subject: string; readonly body: string },
) {
  return defineEmail({
    kind,
    data: v.object({
      userId: v.string(),
      /** The linked login in one line, such as `Google (ada@example.com)`. */
      login: v.string(),
      ...clientData.entries,
    }),
    async write(context, { userId, login, ...client }) {
      const user = await findVerifiedAccount(context.services, userId);
      if (!user) return null;
      const language = context.languageFor(user);
      const { mails } = language.messages;
      const { subject, body } = messagesOf(mails);
      const lines = await clientLines(language, client);
      const sentence = fill(body, {
        login: <bdi>{login}</bdi>,
        address: <bdi>{shownAddress(user.address)}</bdi>,
      });
      return {
        to: user.address,
        language,
        subject,
        body: async () => (
          <>
            <Greeting name={user.name} messages={mails} />
            <Line>{sentence}</Line>
            <ClientDetails lines={lines} />
            {await secureAccountLink(context, user, {
              action: mails.secureAccount.action,
              explained: mails.secureAccount.explainedForFactors,
              at: client.at,
            })}
          </>
        ),
      };
    },
  });
}

/** A login with a provider was linked to an account. Its link undoes it. */
export const loginLinkedEmail = defineLoginNotice(
  "login_linked",
  (mails) => mails.loginLinked,
);

/** A login with a provider was unlinked from an account. Its link restores it. */
export const loginUnlinkedEmail = defineLoginNotice(
  "login_unlinked",
  (mails) => mails.loginUnlinked,
);
