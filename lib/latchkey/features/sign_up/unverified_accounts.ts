/**
 * Accounts whose address was never confirmed. They may block the address of a person who
 * never signed up, so they expire.
 *
 * @module
 */
import { allItems } from "../../database/pages.ts";
import type { Services } from "../../services.ts";

type UnconfirmedServices = Pick<Services, "store" | "settings" | "now">;

/**
 * Schedules accounts for deletion that were not confirmed within `UNCONFIRMED_DAYS`. From
 * then on they cannot be confirmed; `removeDueAccounts` deletes them. Accounts that have a
 * role, are disabled or were imported are kept.
 */
export async function expireUnconfirmedAccounts(
  { store: { users }, settings, now }: UnconfirmedServices,
): Promise<void> {
  if (settings.unconfirmedSeconds === 0) return;
  const until = now() - settings.unconfirmedSeconds * 1000;
  const unconfirmed = allItems((request) => users.unconfirmed(until, request));
  for await (const { id } of unconfirmed) {
    await users.expireUnconfirmed(id, now());
  }
}
