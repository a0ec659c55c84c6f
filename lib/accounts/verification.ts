/**
 * Showing that one reads mail at the address of the account.
 *
 * @module
 */
import { maySignIn } from "../auth/account_standing.ts";
import { recordActivity } from "../auth/activity.ts";
import { addressKey } from "../auth/addresses.ts";
import { keyedHash, verifyKeyedHash } from "../auth/keyed_hash.ts";
import { tryCode } from "../auth/one_time_codes.ts";
import {
  consumeToken,
  findToken,
  type FoundToken,
} from "../auth/one_time_tokens.ts";
import type { Visit } from "../auth/visits.ts";
import type { Services } from "../services.ts";
import type { User } from "../store/store.ts";

/** Where a proof comes from. */
export interface Confirming {
  /** The SHA-256 of the nonce of the browser that confirms, or empty. */
  readonly browser: string;
  readonly visit: Visit;
}

/** An account whose address is confirmed. */
export interface Confirmed {
  readonly user: User;
  /** Whether the mail was asked for in this very browser, which may be signed in at once. */
  readonly askedHere: boolean;
}

/** A code as it was typed, and the address it is for. */
export interface TypedCode {
  readonly address: string;
  readonly code: string;
  /** What {@linkcode proveAsking} gave the browser, or anything. */
  readonly asked: string;
}

/** What the keyed hash is for. */
const LABEL = "asked_to_confirm";

/**
 * What a browser that asked for an account's code is given, to show it with the code:
 * worth nothing for another account or in another browser. To look at the mailed
 * token instead would take longer where there is one.
 */
export function proveAsking(
  { keys }: Pick<Services, "keys">,
  browser: string,
  userId: string,
): Promise<string> {
  return keyedHash(keys, LABEL, `${browser} ${userId}`);
}

/** What a mailed link would confirm; null when it confirms nothing any more. Uses up nothing. */
export function findConfirmation(
  services: Services,
  token: string,
): Promise<FoundToken | null> {
  return findToken(services, "verify", token);
}

/** Confirms by a mailed link; null when that does nothing any more. */
export async function confirmByLink(
  services: Services,
  token: string,
  { browser, visit }: Confirming,
): Promise<Confirmed | null> {
  const used = await consumeToken(services, "verify", token);
  if (!used) return null;
  const user = await confirm(services, used.user, visit);
  return user &&
    { user, askedHere: browser !== "" && used.token.data.browser === browser };
}

/**
 * Confirms by the code of a mail; null when it is wrong or too old. For an address
 * without an account the same work gives null.
 */
export async function confirmByCode(
  services: Services,
  { address, code, asked }: TypedCode,
  { browser, visit }: Confirming,
): Promise<Confirmed | null> {
  const account = addressKey(address);
  const user = await services.store.users.byAddressKey(account);
  const right = await tryCode(services, { account, user }, "verify", code);
  if (!user || !right || !maySignIn(services, user)) return null;
  const confirmed = await confirm(services, user, visit);
  const askedHere = browser !== "" &&
    await verifyKeyedHash(services.keys, LABEL, `${browser} ${user.id}`, asked);
  return confirmed && { user: confirmed, askedHere };
}

/** The user with the address confirmed; null when the account is gone by now. */
async function confirm(
  services: Services,
  user: User,
  visit: Visit,
): Promise<User | null> {
  if (user.verifiedAt !== null) return user;
  const verifiedAt = services.now();
  const confirmed = await services.store.users.update(user.id, { verifiedAt });
  if (confirmed) {
    await recordActivity(services, confirmed, "address_verified", visit);
  }
  return confirmed;
}
