/**
 * Definitions of emails. The feature that sends an email defines it; the queue itself knows
 * none.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import type * as v from "valibot";
import type { Language } from "../i18n/messages.ts";
import type { MailContext, MailServices } from "./mail_context.ts";

/**
 * The data of an email in the queue. Some names have a meaning: `userId` is the account, and
 * the email is deleted with it; `address` and `newAddress` are addresses that someone entered.
 * All of them are subject to limits.
 */
export type EmailData = Readonly<
  Record<string, string | number | boolean | null | undefined>
>;

/** An email that a feature sends. Create it with {@linkcode defineEmail}. */
export interface Email<Data extends EmailData = EmailData> {
  /**
   * In `snake_case`, and unique within a site. Never change it: it identifies emails in the
   * queue.
   */
  readonly kind: string;
  /** The schema of the data for `services.mail.send`. Data from the queue is checked again. */
  readonly data: v.GenericSchema<unknown, Data>;
  /**
   * True when anyone can trigger the email by submitting a form. It then counts towards the
   * limit of its mailbox. Leave it out for notices, which a stranger must not be able to
   * suppress by triggering other emails.
   */
  readonly onRequest?: boolean;
  /**
   * Looks up the recipient and creates the message when it is about to be sent. Returns null
   * when there is no recipient, or when the reason for the email is gone.
   */
  write(context: MailContext, data: Data): Promise<Draft | null>;
  /**
   * Called when the transport has accepted a message, for features that wait for it. If the
   * process is killed right before, the email is sent and counted again.
   */
  sent?(services: MailServices, data: Data): Promise<void>;
}

/** A message before it is rendered. */
export interface Draft {
  /** One address. */
  readonly to: string;
  readonly language: Language;
  /** Also the heading. It must not contain user input. */
  readonly subject: string;
  /** Called once the email is within its limits. Create tokens here. */
  body(): ComponentChildren | Promise<ComponentChildren>;
  /** For an email with a link or code that logs in. */
  readonly reserve?: Reserve;
}

/**
 * Extra emails beyond the limit of a mailbox, so that a stranger who uses up the limit doesn't
 * lock out the account's owner.
 */
export interface Reserve {
  /** The account that the email gives access to. */
  readonly userId: string;
  /** Whether no earlier email still gives access. */
  isNeeded(): Promise<boolean>;
}

/** The emails of a site, and the addresses it may send to. */
export interface SiteEmails {
  readonly byKind: ReadonlyMap<string, Email>;
  /** Whether an address may receive email. */
  accepts(address: string): boolean;
}

/**
 * Defines an email. List it under `emails` of a feature, and send it with
 * `services.mail.send(email, data)`. Returns the definition as it is. The start fails with a
 * `TypeError` when two emails have the same kind.
 *
 * @example
 * ```tsx
 * import { defineEmail, findVerifiedAccount, Line } from "@latchkey/core/email";
 * import * as v from "valibot";
 *
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
