/**
 * Undoing what an intruder did to the second factors of an account.
 *
 * @module
 */
import { CLOCK_SKEW_SECONDS } from "../../crypto/clock_skew.ts";
import type { Services } from "../../services.ts";
import { type FoundToken, TOKEN_SECONDS } from "../tokens/one_time_tokens.ts";
import { siteFactors } from "../second_factor/factors.ts";

/** The data of a "This wasn't me" token: when the action was that its email tells of. */
export function undoData(at: number): { readonly since: string } {
  return { since: `${at}` };
}

/**
 * Undoes every change of second factors that a "This wasn't me" link could still undo: those
 * of the last seven days, and those since the action that this link's email told of. An
 * intruder who adds a factor and then changes something else must not keep the factor because
 * the owner presses the link in the newer email.
 */
export async function undoFactors(
  services: Pick<Services, "site" | "use" | "now">,
  { user, token: { data, createdAt } }: FoundToken,
): Promise<void> {
  const told = Number(data.since); // Tokens of an earlier version lack it.
  const at = Number.isSafeInteger(told) ? told : createdAt;
  const undoable = services.now() - TOKEN_SECONDS.secure_account * 1000;
  // The change was a little before its email, and maybe on another machine.
  const skew = CLOCK_SKEW_SECONDS * 1000;
  const since = Math.max(0, Math.min(at, undoable) - skew);
  for (const { factor, queries } of siteFactors(services)) {
    await factor.undo?.(queries, user.id, since);
  }
}
