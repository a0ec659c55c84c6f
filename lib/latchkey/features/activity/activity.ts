/**
 * What happened to an account, for its owner to look at.
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

/** All that is recorded. */
export const ACTIVITY_KINDS = [
  "logged_in",
  "logged_in_new_device",
  "login_failed",
  "signed_up",
  "address_verified",
  "password_changed",
  "password_recovered",
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
  // What an operator did:
  "locked",
  "disabled",
  "enabled",
  "role_granted",
  "role_revoked",
  "password_set",
  "imported",
  "sessions_ended",
] as const;

/** One of {@linkcode ACTIVITY_KINDS}. */
export type ActivityKind = typeof ACTIVITY_KINDS[number];

/** How long it is kept: 90 days. */
export const ACTIVITY_SECONDS = 90 * 24 * 60 * 60;

/** How long something is kept that happened to nobody: as short as the store can. */
const NOBODYS_SECONDS = 1;

/**
 * Records what happened, with the device and the client's address shortened. Without a
 * user the same is written about nobody, and forgotten after a second: the time does not
 * tell whether there is an account.
 *
 * @param visit Null when no browser was there: an operator, or the clock.
 * @param detail What else the owner should know, in a word.
 */
export async function recordActivity(
  { store, now }: Pick<Services, "store" | "now">,
  user: Pick<User, "id"> | null,
  kind: ActivityKind,
  clientInfo: Pick<ClientInfo, "userAgent" | "clientAddress"> | null,
  detail = "",
): Promise<void> {
  const at = now();
  const keptSeconds = user ? ACTIVITY_SECONDS : NOBODYS_SECONDS;
  await store.activity.add({
    id: randomId(),
    userId: user?.id ?? randomId(),
    at,
    kind,
    userAgent: shortenedUserAgent(clientInfo?.userAgent ?? null),
    client: maskedClient(clientInfo?.clientAddress ?? null),
    detail,
    expiresAt: at + keptSeconds * 1000,
  });
}
