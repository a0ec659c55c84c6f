/**
 * The mailer of a site: which emails it sends, by which transport.
 *
 * @module
 */
import { addressKey } from "./email/address.ts";
import type { Email } from "./email/define_email.ts";
import type { MailServices } from "./email/mail_context.ts";
import { createMailbox } from "./email/mailbox.ts";
import { fileStorage, mailboxFile } from "./email/mailbox_file.ts";
import {
  createMailer,
  type Mailer,
  type MailerOptions,
} from "./email/mailer.ts";
import { smtpTransport } from "./email/smtp.ts";
import type { Transport } from "./email/transport.ts";
import { demoUsers } from "./features/account/demo_users.ts";
import { deletionEmail } from "./features/deletion/emails.tsx";
import {
  addressChangedEmail,
  addressRestoredEmail,
  newAddressEmail,
} from "./features/email_change/emails.tsx";
import { passwordChangedEmail } from "./features/password/emails.tsx";
import { recoveryEmail } from "./features/recovery/emails.tsx";
import {
  accountRestoredEmail,
  newDeviceEmail,
} from "./features/session/emails.tsx";
import { signUpEmail } from "./features/sign_up/emails.tsx";
import { verificationEmail } from "./features/verification/emails.tsx";
import type { Site } from "./services.ts";

/** The emails of the library's own features, which every site has. */
const LIBRARY_EMAILS: readonly Email[] = [
  accountRestoredEmail,
  addressChangedEmail,
  addressRestoredEmail,
  deletionEmail,
  newAddressEmail,
  newDeviceEmail,
  passwordChangedEmail,
  recoveryEmail,
  signUpEmail,
  verificationEmail,
];

/** What a site's mailer works with. */
export type SiteMailServices = MailServices & { readonly site: Site };

/**
 * Opens a mailer for the emails of the library and of the site's features.
 *
 * @param transport What carries the emails; with null none is sent.
 */
export function createSiteMailer(
  services: SiteMailServices,
  transport: Transport | null,
  options: Pick<MailerOptions, "mailbox" | "pauseMs"> = {},
): Mailer {
  const { site, settings } = services;
  return createMailer(services, transport, {
    emails: [
      ...LIBRARY_EMAILS,
      ...site.features.flatMap(({ emails }) => emails),
    ],
    // Their addresses are strangers': no mail server may see them.
    accepts: (address) => settings.smtpUrl === null || !isDemoAddress(address),
    ...options,
  });
}

function isDemoAddress(address: string): boolean {
  const key = addressKey(address);
  return demoUsers.some((user) => addressKey(user.address) === key);
}

/** Emails go to the mail server; without one, outside of production, into a mailbox: in development in a file, else in memory. */
export function openMailer(services: SiteMailServices): Mailer {
  const { settings, log, now } = services;
  if (settings.smtpUrl !== null) {
    return createSiteMailer(services, smtpTransport(settings));
  }
  if (settings.appEnv === "production") return createSiteMailer(services, null);
  const file = mailboxFile(settings);
  const mailbox = createMailbox(now, file ? fileStorage(file, log) : undefined);
  return createSiteMailer(services, mailbox, { mailbox });
}
