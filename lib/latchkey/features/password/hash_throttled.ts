/**
 * Hashing a new password when others are at it too.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import { acquireHashSlot } from "./hash_slots.ts";
import { HasherBusy } from "../../crypto/password_hasher.ts";
import type { RateLimit } from "../../limits/rate_limit.ts";
import type { Denied } from "../../limits/wait_response.ts";
import type { ClientInfo } from "../../http/client_info.ts";

/** A hash, or how long to wait for one. */
export type HashResult =
  | { readonly ok: true; readonly passwordHash: string }
  | ({ readonly ok: false } & Denied);

/** Who wants a password hashed. */
export interface HashRequest {
  /** One that `refuseNewPassword` let pass. */
  readonly password: string;
  readonly clientInfo: ClientInfo;
  /** The account whose owner has shown who they are, and gets a reserved place; null for a stranger. */
  readonly knownTo: string | null;
  /** What an attempt is taken from, once there is a place. */
  readonly limit?: RateLimit;
}

/** Hashes a password, when there is a place in the queue and then an attempt left. */
export async function hashThrottled(
  services: Pick<Services, "passwords" | "store" | "now">,
  { password, clientInfo, knownTo, limit }: HashRequest,
): Promise<HashResult> {
  try {
    using place = acquireHashSlot(services, clientInfo, knownTo);
    const client = clientInfo.clientAddress;
    const denied = await limit?.take(services, { client });
    if (denied) return { ok: false, ...denied };
    const passwordHash = await services.passwords.hash(password, place);
    return { ok: true, passwordHash };
  } catch (error) {
    if (!(error instanceof HasherBusy)) throw error;
    const { retryAfterSeconds } = error;
    return { ok: false, reason: "busy", retryAfterSeconds };
  }
}
