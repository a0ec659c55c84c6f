/**
 * Emails of a site's own: what to define and build them with.
 *
 * @module
 */
export { defineEmail, type Draft, type Email } from "./email/define_email.ts";
export { type MailContext, timeInWords } from "./email/mail_context.ts";
export {
  ActionLink,
  Greeting,
  Line,
  OtherLink,
  Sentence,
} from "./email/parts.tsx";
export { findVerifiedAccount } from "./features/account/recipients.ts";
