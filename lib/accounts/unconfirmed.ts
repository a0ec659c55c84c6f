/**
 * Accounts whose address nobody ever confirmed. They may hold the address of somebody who
 * never asked for them, so they do not stay for ever.
 *
 * @module
 */
import { ACTIVITY_SECONDS } from "../auth/activity.ts";
import type { Services } from "../services.ts";

/** How many accounts are looked up at once. */
const BATCH = 100;

/** How many activities are looked up at once. */
const ACTIVITIES = 100;

/** What removing them needs. */
type UnconfirmedServices = Pick<Services, "store" | "settings" | "now">;

/**
 * Makes accounts due for deletion that were not confirmed within `UNCONFIRMED_DAYS`:
 * `removeDueAccounts` removes them. From then on nobody can confirm them either. Accounts
 * that have a role, are disabled or were imported are kept. Imports are found in the
 * activity, so accounts older than the activity is kept for stay too.
 */
export async function expireUnconfirmedAccounts(
  { store, settings, now }: UnconfirmedServices,
): Promise<void> {
  if (settings.unconfirmedSeconds === 0) return;
  const span = {
    from: now() - ACTIVITY_SECONDS * 1000,
    to: now() - settings.unconfirmedSeconds * 1000,
  };
  let cursor: string | undefined;
  do {
    const page = await store.users.unconfirmed(span, { cursor, limit: BATCH });
    for (const { id } of page.items) {
      if (!await wasImported(store, id)) {
        await store.users.expireUnconfirmed(id, now());
      }
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
}

async function wasImported(
  { activity }: Services["store"],
  userId: string,
): Promise<boolean> {
  let cursor: string | undefined;
  do {
    const page = await activity.listOf(userId, { cursor, limit: ACTIVITIES });
    if (page.items.some(({ kind }) => kind === "imported")) return true;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return false;
}
