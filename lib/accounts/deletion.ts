/**
 * Deleting an account: asked for, slept over, done.
 *
 * @module
 */
import { recordActivity } from "../auth/activity.ts";
import type { Visit } from "../auth/visits.ts";
import type { Services } from "../services.ts";
import type { User } from "../store/store.ts";

/** How long an account that is to be deleted can be kept by signing in. */
export const DELETION_GRACE_DAYS = 14;

const GRACE_MS = DELETION_GRACE_DAYS * 24 * 60 * 60 * 1000;

/** How many accounts are looked up at once. */
const BATCH = 100;

/**
 * Ends every session and lets the account be deleted in {@linkcode DELETION_GRACE_DAYS};
 * whoever signs in before then keeps it. Asking again while it waits moves nothing.
 *
 * @param user The account as it is now.
 * @returns From when on it is gone, in milliseconds since the epoch.
 */
export async function askDeletion(
  services: Services,
  user: Pick<User, "id" | "deleteAfter">,
  visit: Visit,
): Promise<number> {
  if (user.deleteAfter !== null) return user.deleteAfter;
  const deleteAfter = services.now() + GRACE_MS;
  const leaving = await services.store.users.secure(user.id, { deleteAfter });
  if (!leaving) return services.now();
  await services.mail.send({
    kind: "deletion_asked",
    userId: user.id,
    deleteAfter,
  });
  await recordActivity(services, leaving, "deletion_asked", visit);
  return deleteAfter;
}

/**
 * Removes the accounts whose days are over, with all that is kept about them.
 * Nobody can have kept one of them since: from `deleteAfter` on no sign-in finds it.
 *
 * @returns How many this call removed.
 */
export async function removeDueAccounts(
  { store: { users }, now }: Pick<Services, "store" | "now">,
): Promise<number> {
  let removed = 0;
  while (true) {
    let gone = 0;
    for (const id of await users.dueForDeletion(now(), BATCH)) {
      if (await users.remove(id)) gone++;
    }
    removed += gone;
    // None left, or another process is at the same ones.
    if (gone === 0) return removed;
  }
}
