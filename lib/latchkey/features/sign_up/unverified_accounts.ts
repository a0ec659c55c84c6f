/**
 * Accounts whose address nobody ever confirmed. They may hold the address of somebody who
 * never asked for them, so they do not stay for ever.
 *
 * @module
 */
import { allItems } from "../../database/pages.ts";
import type { Services } from "../../services.ts";

/** What removing them needs. */
type UnconfirmedServices = Pick<Services, "store" | "settings" | "now">;

/**
 * Makes accounts due for deletion that were not confirmed within `UNCONFIRMED_DAYS`:
 * `removeDueAccounts` removes them. From then on nobody can confirm them either. Accounts
 * that have a role, are disabled or were imported are kept.
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
