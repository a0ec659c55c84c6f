/**
 * Undoing what an intruder did to the second factors of an account.
 *
 * @module
 */
import { CLOCK_SKEW_SECONDS } from "../../crypto/clock_skew.ts";
import type { Services } from "../../services.ts";
import type { FoundToken } from "../tokens/one_time_tokens.ts";
import { siteFactors } from "../second_factor/factors.ts";

/** The data of a "This wasn't me" token: when the action was that its email tells of. */
export function undoData(at: number): { readonly since: string } {
  return { since: `${at}` };
}

/**
 * Undoes every change of second factors since the action that a "This wasn't me" email told
 * of. The change itself was a little before its email, and maybe on another machine.
 */
export async function undoFactors(
  services: Pick<Services, "site" | "use">,
  { user, token: { data, createdAt } }: FoundToken,
): Promise<void> {
  const told = Number(data.since); // Tokens of an earlier version lack it.
  const at = Number.isSafeInteger(told) ? told : createdAt;
  const since = Math.max(0, at - CLOCK_SKEW_SECONDS * 1000);
  for (const { factor, queries } of siteFactors(services)) {
    await factor.undo?.(queries, user.id, since);
  }
}
