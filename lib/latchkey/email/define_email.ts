/**
 * Emails as values: the feature that sends an email defines it, and the queue knows none.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import type * as v from "valibot";
import type { Language } from "../i18n/messages.ts";
import type { MailContext } from "./mail_context.ts";

/**
 * What an email is about, as it waits in the queue. Some names have a meaning: `userId` is the
 * account, with which the email is removed; `address` and `newAddress` are addresses that
 * somebody entered. The email is limited by these.
 */
export type EmailData = Readonly<
  Record<string, string | number | boolean | null | undefined>
>;

/** An email that a feature sends. Made by {@linkcode defineEmail}. */
export interface Email<Data extends EmailData = EmailData> {
  /** In `snake_case`; unique in a site, and never changed: emails in the queue are known by it. */
  readonly kind: string;
  /** What `services.mail.send` takes. Data from the queue is checked by it again. */
  readonly data: v.GenericSchema<unknown, Data>;
  /**
   * True when anyone can cause the email by submitting a form. It then counts towards what its
   * mailbox may get. Left out for a notice, which no stranger may suppress by causing others.
   */
  readonly onRequest?: boolean;
  /**
   * Looks up the recipient and writes the message when it is about to be sent. Null when there
   * is no recipient, or when the reason for the email is gone.
   */
  write(context: MailContext, data: Data): Promise<Draft | null>;
}

/** A message that is not rendered yet. */
export interface Draft {
  /** One address. */
  readonly to: string;
  readonly language: Language;
  /** Also the heading. Holds nothing that people entered. */
  readonly subject: string;
  /** Called once the email is within its limits: tokens are made here. */
  body(): ComponentChildren | Promise<ComponentChildren>;
  /** For an email that lets its reader into an account. */
  readonly reserve?: Reserve;
}

/**
 * A reserve beside what a mailbox may get, so that a stranger who uses that up locks nobody
 * out of their account.
 */
export interface Reserve {
  /** The account that the email opens. */
  readonly userId: string;
  /** Whether no earlier email still opens it. */
  isNeeded(): Promise<boolean>;
}

/** What a site can send, and where to. */
export interface SiteEmails {
  readonly byKind: ReadonlyMap<string, Email>;
  /** Whether an address may get email at all. */
  accepts(address: string): boolean;
}

/**
 * Defines an email. List it in the `emails` of a feature, and send it with
 * `services.mail.send(email, data)`.
 *
 * @example
 * ```tsx
 * export const bookDue = defineEmail({
 *   kind: "book_due",
 *   data: v.object({ userId: v.string(), title: v.string() }),
 *   async write({ services, languageFor }, { userId, title }) {
 *     const user = await findVerifiedAccount(services, userId);
 *     return user && {
 *       to: user.address,
 *       language: languageFor(user),
 *       subject: "A book is due",
 *       body: () => <Line>{title}</Line>,
 *     };
 *   },
 * });
 * ```
 */
export function defineEmail<Data extends EmailData>(
  email: Email<Data>,
): Email<Data> {
  return email;
}
