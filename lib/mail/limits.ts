/**
 * How many mails one person can be made to get.
 *
 * @module
 */
import { addressKey } from "../auth/addresses.ts";
import { sha256 } from "../auth/sha256.ts";
import type { Limit } from "../store/store.ts";
import type { MailRequest } from "./requests.ts";

/** Mails of one kind to one person: 6 at once, then one each ten minutes. */
export const MAIL_LIMIT: Limit = { burst: 6, refillSeconds: 600 };

/**
 * The buckets that a mail comes out of. Each kind has its own: whoever asks for
 * sign-in links in somebody's name must not use up the mails by which that person
 * recovers the account, nor the one that tells them of a new password.
 */
export async function bucketsOf(request: MailRequest): Promise<string[]> {
  const names: string[] = [];
  if ("userId" in request && request.kind !== "sign_up") {
    names.push(await sha256(request.userId)); // Nothing names a user who is gone.
  }
  if ("address" in request) names.push(await hashOf(request.address));
  if ("newAddress" in request) names.push(await hashOf(request.newAddress));
  return names.map((name) => `mail:${request.kind}:${name}`);
}

/** The database holds no list of addresses that were typed. */
function hashOf(address: string): Promise<string> {
  return sha256(addressKey(address));
}
