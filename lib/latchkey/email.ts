/**
 * Define and send your site's own emails.
 *
 * @module
 */
export { defineEmail } from "./email/define_email.ts";
export {
  type Message,
  SEND_MS,
  SendFailure,
  type Transport,
} from "./email/transport.ts";
export { Line } from "./email/parts.tsx";
export { findVerifiedAccount } from "./features/account/recipients.ts";
