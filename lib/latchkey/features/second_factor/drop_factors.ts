/**
 * Removing what a stranger set up in an account.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import { siteFactors } from "./factors.ts";

/**
 * Removes every factor of an account for good, so that nothing can restore them. For an account
 * whose address is proved by someone other than the person who signed up: passkeys and other
 * factors set up until then may be a stranger's, like the password.
 */
export async function dropFactors(
  services: Pick<Services, "site" | "use">,
  userId: string,
): Promise<void> {
  for (const { factor, queries } of siteFactors(services)) {
    // Everything was added since the beginning of time, so nothing is left to restore.
    await factor.undo?.(queries, userId, 0);
    await factor.reset?.(queries, userId);
  }
}
