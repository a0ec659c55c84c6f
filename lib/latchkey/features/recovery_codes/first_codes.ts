/**
 * The first recovery codes of an account.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import { recoveryCodes } from "./feature.ts";

/**
 * Makes recovery codes for an account that has none left, to be shown once. Null if it has
 * some, or the site doesn't use recovery codes.
 */
export async function firstRecoveryCodes(
  { site, use }: Pick<Services, "site" | "use">,
  userId: string,
): Promise<readonly string[] | null> {
  if (!site.features.includes(recoveryCodes)) return null;
  const codes = use(recoveryCodes);
  const { left } = await codes.left(userId);
  return left > 0 ? null : await codes.replace(userId);
}
