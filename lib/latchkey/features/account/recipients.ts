/**
 * The accounts that emails go to.
 *
 * @module
 */
import * as v from "valibot";
import { addressKey } from "../../email/address.ts";
import type { Services } from "../../services.ts";
import { isGone } from "./account_status.ts";
import type { User } from "./user.ts";

type Accounts = Pick<Services, "store" | "now">;

/** The account with this id, unless it is gone. */
export async function findAccount(
  { store, now }: Accounts,
  id: string,
): Promise<User | null> {
  return present(await store.users.byId(id), now());
}

/** The account with this id if its owner may be told things by email: at an address that is verified. */
export async function findVerifiedAccount(
  services: Accounts,
  id: string,
): Promise<User | null> {
  const user = await findAccount(services, id);
  return user?.verifiedAt == null ? null : user;
}

/** The account at an address, unless it is gone. */
export async function findAccountAt(
  { store, now }: Accounts,
  address: string,
): Promise<User | null> {
  return present(await store.users.byAddressKey(addressKey(address)), now());
}

/** The account for which an address is kept that it had before. */
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
 * The language tag of the page on which an email was requested, as part of its data. Emails
 * queued by older versions have none.
 */
export const pageLanguage = v.fallback(v.optional(v.string()), undefined);
