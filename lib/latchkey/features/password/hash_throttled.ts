/**
 * Hashing new passwords within the server's capacity.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import { acquireHashSlot } from "./hash_slots.ts";
import { HasherBusy } from "../../crypto/password_hasher.ts";
import type { RateLimit } from "../../limits/rate_limit.ts";
import type { Denied } from "../../limits/wait_response.ts";
import type { ClientInfo } from "../../http/client_info.ts";

/** A hash, or how long to wait. */
export type HashResult =
  | { readonly ok: true; readonly passwordHash: string }
  | ({ readonly ok: false } & Denied);

/** A password to hash. */
export interface HashRequest {
  /** A password that `checkNewPassword` has accepted. */
  readonly password: string;
  readonly clientInfo: ClientInfo;
  /** The account whose owner has proved their identity and gets a reserved slot; null for a stranger. */
  readonly knownTo: string | null;
  /** Taken from once there is a slot. */
  readonly limit?: RateLimit;
}

/** Hashes a password if there is a slot in the queue and the rate limit allows it. */
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
