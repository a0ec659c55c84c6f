/**
 * Undoing what an intruder did to the second factors and linked logins of an account.
 *
 * @module
 */
import { CLOCK_SKEW_SECONDS } from "../../crypto/clock_skew.ts";
import type { Services } from "../../services.ts";
import { type FoundToken, isLive } from "../tokens/one_time_tokens.ts";
import type { OneTimeToken } from "../tokens/token.ts";
import { siteCredentials } from "../second_factor/site_credentials.ts";

/** The data of a "This wasn't me" token: when the action was that its email tells of. */
export function undoData(at: number): { readonly since: string } {
  return { since: `${at}` };
}

/**
 * When the undoing starts: at the earliest action that an email with a live link told of. An
 * intruder who adds a factor and then changes something else must not keep the factor because
 * the owner presses the link in the newer email. Call it before links are revoked.
 */
export async function undoSince(
  { store, now }: Pick<Services, "store" | "now">,
  { user, token }: FoundToken,
): Promise<number> {
  const tokens = (await store.oneTimeTokens.listOf(user.id)).filter((other) =>
    UNDOING.includes(other.purpose) && isLive(other, now())
  );
  const earliest = Math.min(...[token, ...tokens].map(toldOf));
  // The change was a little before its email, and maybe on another machine.
  return Math.max(0, earliest - CLOCK_SKEW_SECONDS * 1000);
}

/** The links that undo. */
const UNDOING = ["secure_account", "undo_address"];

/** When the action was that an email told of. */
function toldOf({ data, createdAt }: OneTimeToken): number {
  const told = Number(data.since); // Tokens of an earlier version lack it.
  return Number.isSafeInteger(told) ? told : createdAt;
}

/** Undoes every change of second factors and linked logins since a time. */
export async function undoFactors(
  services: Pick<Services, "site" | "use">,
  userId: string,
  since: number,
): Promise<void> {
  for (const { credential, queries } of siteCredentials(services)) {
    await credential.undo?.(queries, userId, since);
  }
}
