/** @module */
import * as deletion from "../features/deletion/deletion.ts";
import { expireUnconfirmedAccounts } from "../features/sign_up/unverified_accounts.ts";
import type { Services } from "../services.ts";

/**
 * Removes accounts due for deletion and expired unconfirmed ones, as a server
 * does every ten minutes. Returns how many.
 */
export async function removeDueAccounts(services: Services): Promise<number> {
  await expireUnconfirmedAccounts(services);
  return await deletion.removeDueAccounts(services);
}
