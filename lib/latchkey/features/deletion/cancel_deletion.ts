/**
 * Cancelling a requested deletion.
 *
 * @module
 */
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { recordActivity } from "../activity/activity.ts";
import { emailedClient } from "../session/emailed_client.ts";
import { accountRestoredEmail } from "../session/emails.tsx";

/** Logging in during the grace period cancels the deletion. */
export async function cancelDeletion(
  services: Pick<Services, "store" | "mail" | "now">,
  user: User,
  clientInfo: ClientInfo,
): Promise<User> {
  const { store: { users }, mail } = services;
  if (user.deleteAfter === null) return user;
  const account = await users.update(user.id, { deleteAfter: null });
  if (!account) return user; // Already removed: the session will find no account.
  await recordActivity(services, account, "deletion_cancelled", clientInfo);
  await mail.send(accountRestoredEmail, {
    userId: user.id,
    ...emailedClient(services, clientInfo),
  });
  // Not the updated row: a credential that was replaced in the meantime must stay invalid.
  return { ...user, deleteAfter: null };
}
