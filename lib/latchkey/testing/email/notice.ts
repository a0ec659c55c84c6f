/** @module */
import { passwordChangedEmail } from "../../features/password/emails.tsx";
import type { Services } from "../../services.ts";
import { NOTICE_CLIENT } from "./messages.ts";

/**
 * Queues the notice of a changed password, the email with the most content: a device, a
 * network, a time and a link.
 *
 * @throws the store's errors.
 *
 * @example
 * ```ts
 * import { addUser, sendNotice, testServices } from "@latchkey/core/testing";
 *
 * await using services = await testServices();
 * const user = await addUser(services);
 * await sendNotice(services, user.id);
 * await services.mail.settled();
 * ```
 */
export async function sendNotice(
  { mail }: Services,
  userId: string,
): Promise<void> {
  await mail.send(passwordChangedEmail, { userId, ...NOTICE_CLIENT });
}
