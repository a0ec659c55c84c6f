/**
 * The second factors of another account, for admins.
 *
 * @module
 */
import { shownAddress } from "../../email/shown_address.ts";
import type { Services } from "../../services.ts";
import {
  type AccountFactor,
  factorListOf,
} from "../second_factor/listed_factors.ts";
import { readReason, resetFactors } from "../second_factor/reset_factors.ts";

/**
 * An account and its second factors.
 *
 * @example
 * ```ts
 * import type { UserFactors } from "@latchkey/core";
 *
 * export const kinds = ({ factors }: UserFactors): string[] =>
 *   factors.map(({ kind }) => kind);
 * ```
 */
export interface UserFactors {
  readonly address: string;
  /** Whether it is the admin's own account. */
  readonly own: boolean;
  /** None if the account has no second factor. */
  readonly factors: readonly AccountFactor[];
}

/**
 * Returns the second factors of an account, or null if there is no such account.
 *
 * @example
 * ```ts
 * import { findUserFactors, type LoggedInState } from "@latchkey/core";
 *
 * export async function count({ services, user }: LoggedInState, userId: string) {
 *   const found = await findUserFactors(services, user.id, userId);
 *   return found?.factors.length ?? 0;
 * }
 * ```
 */
export async function findUserFactors(
  services: Pick<Services, "store" | "site" | "use">,
  adminId: string,
  userId: string,
): Promise<UserFactors | null> {
  const user = await services.store.users.byId(userId);
  return user && {
    address: shownAddress(user.address),
    own: user.id === adminId,
    factors: await factorListOf(services, user.id),
  };
}

/** The result of {@linkcode resetUserFactors}. `none`: the account has no second factor. */
export type FactorResetResult = "done" | "own" | "gone" | "none" | "reason";

/**
 * Removes every second factor of an account, ends its sessions, records the reason in its
 * activity and the admin in the log, and tells the owner. Returns `reason` if that is empty,
 * longer than 200 characters or not on one line.
 *
 * @example
 * ```ts
 * import { type LoggedInState, resetUserFactors } from "@latchkey/core";
 *
 * export const reset = ({ services, user }: LoggedInState, userId: string) =>
 *   resetUserFactors(services, user.id, { userId, reason: "Lost her phone" });
 * ```
 */
export async function resetUserFactors(
  services: Services,
  adminId: string,
  { userId, reason: typed }: {
    readonly userId: string;
    readonly reason: string;
  },
): Promise<FactorResetResult> {
  if (userId === adminId) return "own";
  const user = await services.store.users.byId(userId);
  if (!user) return "gone";
  const reason = readReason(typed);
  if (reason === null) return "reason";
  const removed = await resetFactors(services, user, reason);
  if (removed.length === 0) return "none";
  services.log.warn("factors_reset", { user: userId, by: adminId });
  return "done";
}
