/**
 * Recording what happened to an account.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { randomId } from "../../crypto/random_id.ts";
import {
  type ClientInfo,
  maskedClient,
  shortenedUserAgent,
} from "../../http/client_info.ts";

/**
 * Everything that is recorded in an account's activity.
 *
 * @example
 * ```ts
 * import { ACTIVITY_KINDS } from "@latchkey/core";
 *
 * ACTIVITY_KINDS.includes("password_changed"); // true
 * ```
 */
export const ACTIVITY_KINDS = [
  "logged_in",
  "logged_in_new_device",
  "login_failed",
  "second_factor_failed",
  "recovery_code_used",
  "signed_up",
  "address_verified",
  "password_changed",
  "password_recovered",
  "password_added",
  "password_removed",
  "address_change_asked",
  "address_changed",
  "address_restored",
  "name_changed",
  "profile_changed",
  "session_ended",
  "other_sessions_ended",
  "deletion_asked",
  "deletion_cancelled",
  "exported",
  "secure_account",
  "factor_added",
  "factor_removed",
  "recovery_codes_replaced",
  "login_linked",
  "login_unlinked",
  "browser_trusted",
  "browser_untrusted",
  "recovery_started",
  "recovery_cancelled",
  "recovery_completed",
  // Actions of operators:
  "locked",
  "disabled",
  "enabled",
  "role_granted",
  "role_revoked",
  "password_set",
  "factors_reset",
  "imported",
  "sessions_ended",
] as const;

/**
 * One of {@linkcode ACTIVITY_KINDS}.
 *
 * @example
 * ```ts
 * import type { ActivityKind } from "@latchkey/core";
 *
 * const kind: ActivityKind = "password_changed";
 * ```
 */
export type ActivityKind = typeof ACTIVITY_KINDS[number];

/** How long activity is kept: 90 days. */
export const ACTIVITY_SECONDS = 90 * 24 * 60 * 60;

/** The lifetime of a decoy record: the shortest there is. */
const DECOY_SECONDS = 1;

/**
 * Records an event in an account's activity, with the shortened user agent and IP address,
 * for 90 days. Without a user, it writes a decoy record that expires after a second, so
 * that timing does not reveal whether an account exists.
 *
 * @param clientInfo Null if no browser was involved, such as for a command.
 * @param detail More for the owner to know, in a word.
 *
 * @example
 * ```ts
 * import { recordActivity, type Services, type User } from "@latchkey/core";
 *
 * export async function exported(services: Services, user: User) {
 *   await recordActivity(services, user, "exported", null);
 * }
 * ```
 */
export async function recordActivity(
  { store, now }: Pick<Services, "store" | "now">,
  user: Pick<User, "id"> | null,
  kind: ActivityKind,
  clientInfo: Pick<ClientInfo, "userAgent" | "clientAddress"> | null,
  detail = "",
): Promise<void> {
  const at = now();
  const lifetimeSeconds = user ? ACTIVITY_SECONDS : DECOY_SECONDS;
  await store.activity.add({
    id: randomId(),
    userId: user?.id ?? randomId(),
    at,
    kind,
    userAgent: shortenedUserAgent(clientInfo?.userAgent ?? null),
    client: maskedClient(clientInfo?.clientAddress ?? null),
    detail,
    expiresAt: at + lifetimeSeconds * 1000,
  });
}
