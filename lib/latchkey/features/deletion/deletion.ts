/**
 * Deleting accounts, after a grace period.
 *
 * @module
 */
import { StoreUnavailableError } from "../../database/unavailable.ts";
import { recordActivity } from "../activity/activity.ts";
import { allItems } from "../../database/pages.ts";
import { ownerConfirmed } from "../second_factor/owner_confirmed.ts";
import { addressKey } from "../../email/address.ts";
import { deletionEmail } from "./emails.tsx";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Feature, Services, Site } from "../../services.ts";
import type { User } from "../account/user.ts";

/**
 * The number of days in which logging in cancels a requested deletion.
 *
 * @example
 * ```ts
 * import { DELETION_GRACE_DAYS } from "@latchkey/core";
 *
 * const text = `Your account will be deleted in ${DELETION_GRACE_DAYS} days.`;
 * ```
 */
export const DELETION_GRACE_DAYS = 14;

const GRACE_MS = DELETION_GRACE_DAYS * 24 * 60 * 60 * 1000;

/** Accounts per query. */
const BATCH = 100;

/**
 * Schedules an account for deletion after {@linkcode DELETION_GRACE_DAYS} and ends every
 * session. Logging in with a browser before then cancels it. Requesting it again does not
 * move the date.
 *
 * @param user The account as it is now.
 * @returns When it is deleted, in milliseconds since the epoch.
 *
 * @example
 * ```ts
 * import { requestDeletion, type State, type User } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function remove(ctx: Context<State>, user: User) {
 *   const clientInfo = await clientInfoOf(ctx);
 *   return await requestDeletion(ctx.state.services, user, clientInfo);
 * }
 * ```
 */
export async function requestDeletion(
  services: Services,
  user: Pick<User, "id" | "deleteAfter">,
  clientInfo: ClientInfo,
): Promise<number> {
  if (user.deleteAfter !== null) return user.deleteAfter;
  const at = services.now();
  const deleteAfter = at + GRACE_MS;
  const { id: userId } = user;
  await ownerConfirmed(services, { userId, by: "deletion", clientInfo });
  const scheduled = await services.store.users.secure(user.id, { deleteAfter });
  if (!scheduled) return services.now();
  await services.mail.send(deletionEmail, { userId: user.id, deleteAfter, at });
  await recordActivity(services, scheduled, "deletion_asked", clientInfo);
  return deleteAfter;
}

type RemovalServices = Pick<Services, "store" | "site" | "use" | "log">;

/** Features that store data about users outside the database. */
export function featuresElsewhere(
  { features }: Pick<Site, "features">,
): Feature[] {
  return features.filter(({ deleteUser }) => deleteUser !== undefined);
}

/**
 * Deletes accounts whose grace period is over, with everything stored about them. None of
 * them can have been kept in the meantime: from `deleteAfter` on, no login finds the
 * account.
 *
 * @returns How many accounts this call deleted.
 */
export async function removeDueAccounts(
  services: RemovalServices & Pick<Services, "now">,
): Promise<number> {
  let [removed, kept] = [0, 0];
  while (true) {
    // Accounts that could not be deleted come first again, so they are skipped until the
    // next call.
    const due = await services.store.users.dueForDeletion(
      services.now(),
      BATCH,
      kept,
    );
    const batch = await removeBatch(services, due);
    removed += batch.removed;
    kept += batch.kept;
    // None are left, or another process is deleting them.
    if (batch.removed + batch.kept === 0) return removed;
  }
}

/**
 * Deletes accounts with everything stored about them. An account whose external data cannot
 * be deleted now stays: if it is due, {@linkcode removeDueAccounts} tries again.
 *
 * @returns How many accounts this call deleted.
 */
export async function removeAccounts(
  services: RemovalServices,
  ids: readonly string[],
): Promise<number> {
  return (await removeBatch(services, ids)).removed;
}

async function removeBatch(
  services: RemovalServices,
  ids: readonly string[],
): Promise<{ readonly removed: number; readonly kept: number }> {
  const ready: string[] = [];
  for (const id of ids) {
    if (await deleteExternalData(services, id)) ready.push(id);
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
 * Deletes accounts from the database, after the queued emails that only contain their
 * addresses, which no foreign key covers.
 *
 * @param onFailure Called for an account that cannot be deleted, for example because
 * another account's row references one of its rows. By default, the first failure is
 * thrown.
 * @returns How many accounts this call deleted.
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
  if (addresses.length > 0) await removeEmails(store, new Set(addresses));
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

/** Lets features delete their external data. Returns false if one of them failed. */
async function deleteExternalData(
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

async function removeEmails(
  { mailQueue }: Services["store"],
  addresses: ReadonlySet<string>,
): Promise<void> {
  for await (const { id, data: { address } } of allItems(mailQueue.list)) {
    const isTheirs = typeof address === "string" &&
      addresses.has(addressKey(address));
    if (isTheirs) await mailQueue.done(id);
  }
}
