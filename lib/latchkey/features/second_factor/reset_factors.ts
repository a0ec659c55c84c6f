/**
 * How an operator removes the second factors of someone who has lost them.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { recordActivity } from "../activity/activity.ts";
import { revokeTokens } from "../tokens/one_time_tokens.ts";
import { factorsResetEmail } from "./emails.tsx";
import { factorsOf } from "./factors.ts";

/** The longest reason, in characters. */
export const MAX_REASON_LENGTH = 200;

/** A reason as it is recorded; null if it is empty, too long or has control characters. */
export function readReason(typed: string): string | null {
  const reason = typed.trim();
  const isPlain = !/\p{Cc}/u.test(reason) && reason.isWellFormed();
  return reason !== "" && reason.length <= MAX_REASON_LENGTH && isPlain
    ? reason
    : null;
}

/**
 * Removes every second factor of an account, ends its sessions, pending logins and the trust in
 * browsers, records the reason and tells the owner, whose email has a link that restores the
 * factors: someone may have talked the operator into it. If it fails midway, it can be repeated.
 *
 * @param reason For the owner to read, as {@linkcode readReason} returns it.
 * @returns The names of the features whose factors were removed; none if the account had none.
 */
export async function resetFactors(
  services: Pick<Services, "site" | "use" | "store" | "mail" | "now">,
  user: User,
  reason: string,
): Promise<readonly string[]> {
  const found = (await factorsOf(services, user))
    .filter(({ factor }) => factor.reset);
  if (found.length === 0) return [];
  const at = services.now();
  await recordActivity(services, user, "factors_reset", null, reason);
  await services.mail.send(factorsResetEmail, { userId: user.id, at });
  await services.store.sessions.endAll(user.id);
  await revokeTokens(services, user.id, "pending_login");
  // They would skip the factors that are set up next.
  await services.store.trustedBrowsers.endAll(user.id);
  for (const { factor, queries } of found) {
    await factor.reset?.(queries, user.id);
  }
  return found.map(({ name }) => name);
}
