/**
 * The accounts that an identity or an address belongs to.
 *
 * @module
 */
import { addressKey } from "../../email/address.ts";
import type { Services } from "../../services.ts";
import { isGone } from "../account/account_status.ts";
import type { User } from "../account/user.ts";
import { removeAccounts } from "../deletion/deletion.ts";
import { providers } from "./feature.ts";
import type { IdentityKey, LinkedLoginRow } from "./linked_login.ts";

/**
 * Whether a linked login opens an account: its address is confirmed, or an operator has imported
 * it. Otherwise someone who knows a stranger's address could find out, by logging in again,
 * whether it had an account.
 */
export function isUsable(
  { verifiedAt, importedAt }: Pick<User, "verifiedAt" | "importedAt">,
): boolean {
  return verifiedAt !== null || importedAt !== null;
}

/** A linked login and its account. */
export interface KnownIdentity {
  readonly login: LinkedLoginRow;
  readonly user: User;
}

/** The account that an identity is linked to; null if there is none any more. */
export async function findLinked(
  services: Services,
  identity: IdentityKey,
): Promise<KnownIdentity | null> {
  const login = await services.use(providers).byIdentity(identity);
  const user = login && await services.store.users.byId(login.userId);
  return login && user && await stillThere(services, user)
    ? { login, user }
    : null;
}

/** The account that has an address; null if there is none any more. */
export async function accountAt(
  services: Services,
  address: string,
): Promise<User | null> {
  const user = await services.store.users.byAddressKey(addressKey(address));
  return user && await stillThere(services, user) ? user : null;
}

/** Removes an account that is past its grace period, so that its address is free. */
async function stillThere(services: Services, user: User): Promise<boolean> {
  if (!isGone(user, services.now())) return true;
  await removeAccounts(services, [user.id]);
  return false;
}
