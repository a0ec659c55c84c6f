/**
 * Deleting an account: asked for, slept over, done.
 *
 * @module
 */
import { StoreUnavailableError } from "../../database/unavailable.ts";
import { recordActivity } from "../activity/activity.ts";
import { allItems } from "../../database/pages.ts";
import { addressKey } from "../../email/address.ts";
import { deletionEmail } from "./emails.tsx";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Feature, Services, Site } from "../../services.ts";
import type { User } from "../account/user.ts";

/** How long an account that is to be deleted can be kept by logging in. */
export const DELETION_GRACE_DAYS = 14;

const GRACE_MS = DELETION_GRACE_DAYS * 24 * 60 * 60 * 1000;

/** How many accounts, or mails, are looked up at once. */
const BATCH = 100;

/**
 * Ends every session and lets the account be deleted in {@linkcode DELETION_GRACE_DAYS};
 * whoever logs in before then keeps it. Asking again while it waits moves nothing.
 *
 * @param user The account as it is now.
 * @returns From when on it is gone, in milliseconds since the epoch.
 */
export async function requestDeletion(
  services: Services,
  user: Pick<User, "id" | "deleteAfter">,
  clientInfo: ClientInfo,
): Promise<number> {
  if (user.deleteAfter !== null) return user.deleteAfter;
  const deleteAfter = services.now() + GRACE_MS;
  const leaving = await services.store.users.secure(user.id, { deleteAfter });
  if (!leaving) return services.now();
  await services.mail.send(deletionEmail, { userId: user.id, deleteAfter });
  await recordActivity(services, leaving, "deletion_asked", clientInfo);
  return deleteAfter;
}

/** What removing accounts needs. */
type RemovalServices = Pick<Services, "store" | "site" | "use" | "log">;

/** The features that keep something about users outside of the database. */
export function featuresElsewhere(
  { features }: Pick<Site, "features">,
): Feature[] {
  return features.filter(({ deleteUser }) => deleteUser !== undefined);
}

/**
 * Removes the accounts whose days are over, with all that is kept about them.
 * Nobody can have kept one of them since: from `deleteAfter` on no login finds it.
 *
 * @returns How many this call removed.
 */
export async function removeDueAccounts(
  services: RemovalServices & Pick<Services, "now">,
): Promise<number> {
  let [removed, kept] = [0, 0];
  while (true) {
    // Accounts that stay now stand in front again: the next call tries them again.
    const due = await services.store.users.dueForDeletion(
      services.now(),
      BATCH,
      kept,
    );
    const some = await removeSome(services, due);
    removed += some.removed;
    kept += some.kept;
    // None left, or another process is at the same ones.
    if (some.removed + some.kept === 0) return removed;
  }
}

/**
 * Removes accounts with all that is kept about them. One whose data cannot be deleted now
 * stays: if it is due, {@linkcode removeDueAccounts} tries again.
 *
 * @returns How many this call removed.
 */
export async function removeAccounts(
  services: RemovalServices,
  ids: readonly string[],
): Promise<number> {
  return (await removeSome(services, ids)).removed;
}

async function removeSome(
  services: RemovalServices,
  ids: readonly string[],
): Promise<{ readonly removed: number; readonly kept: number }> {
  const ready: string[] = [];
  for (const id of ids) {
    if (await deleteElsewhere(services, id)) ready.push(id);
  }
  let kept = ids.length - ready.length;
  const removed = await removeStored(services, ready, (error, user) => {
    if (error instanceof StoreUnavailableError) throw error;
    services.log.error("account_not_removed", error, { user });
    kept++;
  });
  return { removed, kept };
}

/**
 * Removes what the database has of accounts, and first the mails that wait for their
 * addresses and were asked for by nothing else, which the store cannot know.
 *
 * @param onFailure Is told of an account that stays, as when a row of somebody else refers to
 * one of its rows. Without it the first failure ends the call.
 * @returns How many accounts this call removed.
 */
export async function removeStored(
  { store }: Pick<Services, "store">,
  ids: readonly string[],
  onFailure: (error: unknown, id: string) => void = rethrow,
): Promise<number> {
  const users = await Promise.all(ids.map((id) => store.users.byId(id)));
  const addresses = users.flatMap((user) =>
    user ? [user.addressKey, ...user.formerAddresses.map(keyOf)] : []
  );
  if (addresses.length > 0) await dropMails(store, new Set(addresses));
  let removed = 0;
  for (const id of ids) {
    try {
      if (await store.users.remove(id)) removed++;
    } catch (error) {
      onFailure(error, id);
    }
  }
  return removed;
}

function rethrow(error: unknown): never {
  throw error;
}

/** Lets each feature delete what it keeps outside of the database; false when one failed. */
async function deleteElsewhere(
  { site, use, log }: RemovalServices,
  user: string,
): Promise<boolean> {
  for (const feature of featuresElsewhere(site)) {
    try {
      await feature.deleteUser?.(use(feature), user);
    } catch (error) {
      log.error("account_not_removed", error, { user, feature: feature.name });
      return false;
    }
  }
  return true;
}

function keyOf({ addressKey }: Pick<User, "addressKey">): string {
  return addressKey;
}

async function dropMails(
  { mailQueue }: Services["store"],
  addresses: ReadonlySet<string>,
): Promise<void> {
  for await (const { id, data: { address } } of allItems(mailQueue.list)) {
    const isTheirs = typeof address === "string" &&
      addresses.has(addressKey(address));
    if (isTheirs) await mailQueue.done(id);
  }
}
