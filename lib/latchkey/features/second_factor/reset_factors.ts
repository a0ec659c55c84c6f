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
import { factorListOf } from "./listed_factors.ts";
import {
  hasLinkedLogins,
  type NamedCredential,
  siteCredentials,
} from "./site_credentials.ts";

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
 * Removes every second factor and linked login of an account, ends its sessions, pending logins and the trust in
 * browsers, records the reason and tells the owner, whose email has a link that restores the
 * factors: someone may have talked the operator into it. If it fails midway, it can be repeated.
 *
 * @param reason For the owner to read, as {@linkcode readReason} returns it.
 * @returns The names of the features whose factors or logins were removed; none if the account
 * had none.
 */
export async function resetFactors(
  services: Pick<Services, "site" | "use" | "store" | "mail" | "now">,
  user: User,
  reason: string,
): Promise<readonly string[]> {
  const found = await resettable(services, user);
  if (found.length === 0) return [];
  const at = services.now();
  await recordActivity(services, user, "factors_reset", null, reason);
  await services.mail.send(factorsResetEmail, {
    userId: user.id,
    at,
    logins: await hasLinkedLogins(found, user.id),
  });
  await services.store.sessions.endAll(user.id);
  await revokeTokens(services, user.id, "pending_login");
  // They would skip the factors that are set up next.
  await services.store.trustedBrowsers.endAll(user.id);
  for (const { credential, queries } of found) {
    await credential.reset?.(queries, user.id);
  }
  return found.map(({ name }) => name);
}

/** What an account has and an operator can remove. */
async function resettable(
  services: Pick<Services, "site" | "use">,
  user: User,
): Promise<readonly NamedCredential[]> {
  const factors = (await factorsOf(services, user)).map(({ name }) => name);
  const listed = await factorListOf(services, user.id);
  const kinds = new Set([...factors, ...listed.map(({ kind }) => kind)]);
  return siteCredentials(services)
    .filter(({ name, credential }) => credential.reset && kinds.has(name));
}
