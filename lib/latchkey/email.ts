/**
 * Emails of a site's own: what to define and build them with.
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
