/**
 * Finds the accounts that receive emails.
 *
 * @module
 */
import * as v from "valibot";
import { addressKey } from "../../email/address.ts";
import type { Services } from "../../services.ts";
import { isGone } from "./account_status.ts";
import type { User } from "./user.ts";

type Accounts = Pick<Services, "store" | "now">;

/** Finds an account by id; null if it does not exist. */
export async function findAccount(
  { store, now }: Accounts,
  id: string,
): Promise<User | null> {
  return present(await store.users.byId(id), now());
}

/**
 * Finds the account to notify by email. Returns null if it does not exist or its address is
 * unverified. Emails of your own call it when they are written, because the account may
 * have changed since the email was queued.
 *
 * @example
 * ```ts
 * import { findVerifiedAccount } from "@latchkey/core/email";
 * import type { Services } from "@latchkey/core";
 *
 * export async function recipient(services: Services, userId: string) {
 *   const user = await findVerifiedAccount(services, userId);
 *   return user && { to: user.address };
 * }
 * ```
 */
export async function findVerifiedAccount(
  services: Accounts,
  id: string,
): Promise<User | null> {
  const user = await findAccount(services, id);
  return user?.verifiedAt == null ? null : user;
}

/** Finds an account by address; null if it does not exist. */
export async function findAccountAt(
  { store, now }: Accounts,
  address: string,
): Promise<User | null> {
  return present(await store.users.byAddressKey(addressKey(address)), now());
}

/** Finds the account for which a former address is reserved. */
export async function findFormerOwner(
  { store, now }: Accounts,
  address: string,
): Promise<User | null> {
  const key = addressKey(address);
  return present(await store.users.byFormerAddressKey(key, now()), now());
}

function present(user: User | null, now: number): User | null {
  return user && !isGone(user, now) ? user : null;
}

/**
 * The language tag of the page on which an email was requested. Emails queued by older
 * versions have none.
 */
export const pageLanguage = v.fallback(v.optional(v.string()), undefined);
