/**
 * Emails that notify the owner of an account of what a client did, with its device, network
 * and time.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import * as v from "valibot";
import { defineEmail } from "../../email/define_email.ts";
import { formatTime } from "../../email/mail_context.ts";
import { ClientDetails, Greeting, Sentence } from "../../email/parts.tsx";
import { fill } from "../../i18n/fill.ts";
import type { Language, Messages } from "../../i18n/messages.ts";
import { findVerifiedAccount } from "../account/recipients.ts";
import { secureAccountLink } from "../secure_account/email_link.tsx";
import { deviceName } from "./device_name.ts";

/** The data about the client. */
export const clientData = v.object({
  /** The `User-Agent` header. */
  userAgent: v.string(),
  /** The client's shortened IP address. */
  client: v.string(),
  /** Milliseconds since the epoch. */
  at: v.number(),
});

/** Defines an email about something a client did, with a "This wasn't me" link. */
export function defineClientNotice(
  kind: string,
  messagesOf: (
    mails: Messages["mails"],
  ) => {
    readonly subject: string;
    readonly body: string;
    /** What the link does, if it is more than ending sessions and the password. */
    readonly explained?: string;
  },
) {
  return defineEmail({
    kind,
    data: v.object({ userId: v.string(), ...clientData.entries }),
    async write(context, { userId, ...client }) {
      const user = await findVerifiedAccount(context.services, userId);
      if (!user) return null;
      const language = context.languageFor(user);
      const { mails } = language.messages;
      const { subject, body, ...link } = messagesOf(mails);
      return {
        to: user.address,
        language,
        subject,
        body: async () => (
          <>
            <Greeting name={user.name} messages={mails} />
            <Sentence text={body} address={user.address} />
            <ClientDetails lines={await clientLines(language, client)} />
            {await secureAccountLink(context, user, {
              ...mails.secureAccount,
              ...link,
              at: client.at,
            })}
          </>
        ),
      };
    },
  });
}

/** Device, network and time, in the language of the email. */
export async function clientLines(
  language: Language,
  { userAgent, client, at }: v.InferOutput<typeof clientData>,
): Promise<ComponentChildren[]> {
  const { mails, device } = language.messages;
  const from = fill(mails.from, { client: <bdi dir="ltr">{client}</bdi> });
  return [
    await deviceName(userAgent, device),
    ...client ? [from] : [],
    formatTime(language, at),
  ];
}

/** A scheduled deletion was cancelled because the owner logged in. */
export const accountRestoredEmail = defineClientNotice(
  "account_restored",
  (mails) => mails.accountRestored,
);

/** A login from an unknown device. */
export const newDeviceEmail = defineClientNotice(
  "new_device",
  (mails) => mails.newDevice,
);
