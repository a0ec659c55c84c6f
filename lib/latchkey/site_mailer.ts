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
import type { Settings } from "./settings/settings.ts";

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
  const goesOut = transportOf(site, settings) !== null;
  return createMailer(services, transport, {
    emails: [
      ...LIBRARY_EMAILS,
      ...site.features.flatMap(({ emails }) => emails),
    ],
    // Their addresses are strangers': no mail server may see them.
    accepts: (address) => !goesOut || !isDemoAddress(address),
    ...options,
  });
}

function isDemoAddress(address: string): boolean {
  const key = addressKey(address);
  return demoUsers.some((user) => addressKey(user.address) === key);
}

/** The feature that carries emails, and how. */
export function featureTransport(
  { features }: Pick<Site, "features">,
  settings: Settings,
): { readonly name: string; readonly transport: Transport } | null {
  for (const feature of features) {
    const own = settings.features[feature.name];
    const transport = feature.transport?.(own, settings);
    if (transport) return { name: feature.name, transport };
  }
  return null;
}

/** What carries the emails of a site: a feature, else the mail server; null without either. */
export function transportOf(
  site: Pick<Site, "features">,
  settings: Settings,
): Transport | null {
  return featureTransport(site, settings)?.transport ??
    (settings.smtpUrl === null ? null : smtpTransport(settings));
}

/** Emails go out by a feature's transport or to the mail server; without one, outside of production, into a mailbox: in development in a file, else in memory. */
export function openMailer(services: SiteMailServices): Mailer {
  const { site, settings, log, now } = services;
  const transport = transportOf(site, settings);
  if (transport !== null) return createSiteMailer(services, transport);
  if (settings.appEnv === "production") return createSiteMailer(services, null);
  const file = mailboxFile(settings);
  const mailbox = createMailbox(now, file ? fileStorage(file, log) : undefined);
  return createSiteMailer(services, mailbox, { mailbox });
}
