/**
 * Removing what a stranger set up in an account.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import { siteCredentials } from "./site_credentials.ts";

/**
 * Removes every factor and linked login of an account for good, so that nothing can restore them.
 * For an account whose address is proved by someone other than the person who signed up: what was
 * set up until then may be a stranger's, like the password.
 */
export async function dropFactors(
  services: Pick<Services, "site" | "use">,
  userId: string,
): Promise<void> {
  for (const { credential, queries } of siteCredentials(services)) {
    // Everything was added since the beginning of time, so nothing is left to restore.
    await credential.undo?.(queries, userId, 0);
    await credential.reset?.(queries, userId);
  }
}
