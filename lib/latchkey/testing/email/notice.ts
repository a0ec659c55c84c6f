/** @module */
import { passwordChangedEmail } from "../../features/password/emails.tsx";
import type { Services } from "../../services.ts";
import { VISIT } from "./messages.ts";

/**
 * Sends an account the email with the most content: a device, a client, a time
 * and a link.
 */
export async function sendNotice(
  { mail }: Services,
  userId: string,
): Promise<void> {
  await mail.send(passwordChangedEmail, { userId, ...VISIT });
}
