/** @module */
import * as deletion from "../features/deletion/deletion.ts";
import { expireUnconfirmedAccounts } from "../features/sign_up/unverified_accounts.ts";
import type { Services } from "../services.ts";

/**
 * Removes accounts that are due for deletion or were never confirmed, as a server does every
 * ten minutes.
 *
 * @returns The number of accounts due for deletion that were removed.
 * @throws the store's errors.
 *
 * @example
 * ```ts
 * import { removeDueAccounts, testServices } from "@latchkey/core/testing";
 *
 * await using services = await testServices();
 * const removed: number = await removeDueAccounts(services);
 * ```
 */
export async function removeDueAccounts(services: Services): Promise<number> {
  await expireUnconfirmedAccounts(services);
  return await deletion.removeDueAccounts(services);
}
