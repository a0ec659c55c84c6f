/**
 * What pages show of a recovery.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { mayLogIn } from "../account/account_status.ts";
import { findToken } from "../tokens/one_time_tokens.ts";
import { accountRecovery } from "./feature.ts";
import type { RecoveryStatus } from "./recoveries.ts";

/**
 * The recovery that runs for an account; null if there is none, or the site doesn't list the
 * feature. Show it on every page to the owner, with a button that stops it.
 *
 * @example
 * ```ts
 * import { findRunningRecovery, type State } from "@latchkey/core";
 *
 * export const banner = async ({ services, user }: State) =>
 *   user && await findRunningRecovery(services, user.id);
 * ```
 */
export async function findRunningRecovery(
  { site, use }: Pick<Services, "site" | "use">,
  userId: string,
): Promise<RecoveryStatus | null> {
  if (!site.features.includes(accountRecovery)) return null;
  return await use(accountRecovery).status(userId);
}

/** A recovery that an emailed link is for. */
export interface LinkedRecovery {
  readonly user: User;
  readonly recovery: RecoveryStatus;
}

/**
 * Finds the recovery that an emailed link stops, without stopping it. Returns null if it has
 * ended.
 *
 * @example
 * ```ts
 * import { findRecoveryToStop, type Services } from "@latchkey/core";
 *
 * export async function isRunning(services: Services, token: string) {
 *   return await findRecoveryToStop(services, token) !== null;
 * }
 * ```
 */
export function findRecoveryToStop(
  services: Services,
  token: string,
): Promise<LinkedRecovery | null> {
  return findLinked(services, "stop_account_recovery", token);
}

/**
 * Finds the recovery that an emailed link finishes, without finishing it. Returns null if it
 * has ended or was stopped.
 *
 * @example
 * ```ts
 * import { findReadyRecovery, type Services } from "@latchkey/core";
 *
 * export async function addressOf(services: Services, token: string) {
 *   return (await findReadyRecovery(services, token))?.user.address ?? null;
 * }
 * ```
 */
export async function findReadyRecovery(
  services: Services,
  token: string,
): Promise<LinkedRecovery | null> {
  const linked = await findLinked(services, "account_recovery", token);
  if (!linked?.recovery.isReady) return null;
  return mayLogIn(services, linked.user) ? linked : null;
}

async function findLinked(
  services: Services,
  purpose: "account_recovery" | "stop_account_recovery",
  text: string,
): Promise<LinkedRecovery | null> {
  const found = await findToken(services, purpose, text);
  if (!found) return null;
  const { user, token } = found;
  const recovery = await findRunningRecovery(services, user.id);
  return recovery?.id === token.data.recovery ? { user, recovery } : null;
}
