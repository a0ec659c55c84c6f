/**
 * The mailer of a site.
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
import {
  factorAddedEmail,
  factorAttemptsEmail,
  factorRemovedEmail,
  factorsResetEmail,
  recoveryCodesReplacedEmail,
  recoveryCodeUsedEmail,
} from "./features/second_factor/emails.tsx";
import {
  passwordChangedEmail,
  passwordRemovedEmail,
} from "./features/password/emails.tsx";
import { recoveryEmail } from "./features/recovery/emails.tsx";
import {
  accountRestoredEmail,
  newDeviceEmail,
} from "./features/session/emails.tsx";
import { signUpEmail } from "./features/sign_up/emails.tsx";
import { verificationEmail } from "./features/verification/emails.tsx";
import type { Site } from "./services.ts";
import type { Settings } from "./settings/settings.ts";

/** The emails of the library's own features. */
const LIBRARY_EMAILS: readonly Email[] = [
  accountRestoredEmail,
  addressChangedEmail,
  addressRestoredEmail,
  deletionEmail,
  factorAddedEmail,
  factorAttemptsEmail,
  factorRemovedEmail,
  factorsResetEmail,
  newAddressEmail,
  newDeviceEmail,
  passwordChangedEmail,
  recoveryCodesReplacedEmail,
  recoveryCodeUsedEmail,
  passwordRemovedEmail,
  recoveryEmail,
  signUpEmail,
  verificationEmail,
];

/** The services of a site's mailer. */
export type SiteMailServices = MailServices & { readonly site: Site };

/**
 * Creates a mailer for the emails of the library and of the site's features.
 *
 * @param transport Sends the emails; with null none is sent.
 * @throws {TypeError} when two emails have the same kind.
 *
 * @example
 * ```ts
 * import { createSiteMailer, testServices } from "@latchkey/core/testing";
 *
 * await using services = await testServices();
 * const mailer = createSiteMailer(services, { send: () => Promise.resolve() });
 * ```
 */
export function createSiteMailer(
  services: SiteMailServices,
  transport: Transport | null,
  options: Pick<MailerOptions, "mailbox" | "pauseMs"> = {},
): Mailer {
  const { site, settings } = services;
  const hasTransport = transportOf(site, settings) !== null;
  return createMailer(services, transport, {
    emails: [
      ...LIBRARY_EMAILS,
      ...site.features.flatMap(({ emails }) => emails),
    ],
    // The addresses of demo users belong to strangers, so they must not receive email.
    accepts: (address) => !hasTransport || !isDemoAddress(address),
    ...options,
  });
}

function isDemoAddress(address: string): boolean {
  const key = addressKey(address);
  return demoUsers.some((user) => addressKey(user.address) === key);
}

/** The first feature with a transport, and that transport. */
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

/** The transport of a site: a feature's, else the mail server; null without either. */
export function transportOf(
  site: Pick<Site, "features">,
  settings: Settings,
): Transport | null {
  return featureTransport(site, settings)?.transport ??
    (settings.smtpUrl === null ? null : smtpTransport(settings));
}

/**
 * Opens the mailer that the settings ask for: with a feature's transport or the mail server.
 * Without either, emails stay in a mailbox, in a file in development and otherwise in memory,
 * and in production none is sent.
 *
 * @throws {TypeError} when two emails have the same kind.
 *
 * @example
 * ```ts
 * import { openMailer, testServices } from "@latchkey/core/testing";
 *
 * await using services = await testServices({ openMail: openMailer });
 * console.assert(services.mail.enabled);
 * ```
 */
export function openMailer(services: SiteMailServices): Mailer {
  const { site, settings, log, now } = services;
  const transport = transportOf(site, settings);
  if (transport !== null) return createSiteMailer(services, transport);
  if (settings.appEnv === "production") return createSiteMailer(services, null);
  const file = mailboxFile(settings);
  const mailbox = createMailbox(now, file ? fileStorage(file, log) : undefined);
  return createSiteMailer(services, mailbox, { mailbox });
}
