/**
 * Hashing a new password when others are at it too.
 *
 * @module
 */
import type { Services } from "../services.ts";
import { HasherBusy } from "./passwords.ts";
import type { Denied } from "./rate_limit.ts";

/** A hash, or how long to wait for one. */
export type HashResult =
  | { readonly ok: true; readonly passwordHash: string }
  | ({ readonly ok: false } & Denied);

/** Hashes a password that `refuseNewPassword` let pass. */
export async function hashOrWait(
  { passwords }: Pick<Services, "passwords">,
  password: string,
): Promise<HashResult> {
  try {
    return { ok: true, passwordHash: await passwords.hash(password) };
  } catch (error) {
    if (!(error instanceof HasherBusy)) throw error;
    const { retryAfterSeconds } = error;
    return { ok: false, reason: "busy", retryAfterSeconds };
  }
}
