/**
 * A new account, as it is first written.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "./user.ts";
import { addressKey, canonicalAddress } from "../../email/address.ts";
import { randomId } from "../../crypto/random_id.ts";

/** What is known of the person; what is left out is empty, not confirmed, not disabled, and begins now. */
export type NewUser =
  & Pick<User, "address" | "passwordHash">
  & Partial<
    Pick<
      User,
      | "name"
      | "language"
      | "profile"
      | "roles"
      | "verifiedAt"
      | "disabled"
      | "importedAt"
      | "createdAt"
    >
  >;

/** Makes the account's record, under a new id. Nothing is stored yet. Whether email can go to the address was checked before. */
export function newUser(
  { now }: Pick<Services, "now">,
  { address, passwordHash, ...rest }: NewUser,
): User {
  return {
    id: randomId(),
    address: canonicalAddress(address) ?? address,
    addressKey: addressKey(address),
    name: rest.name ?? "",
    language: rest.language ?? null,
    ...rest.profile && { profile: rest.profile },
    passwordHash,
    roles: rest.roles ?? [],
    verifiedAt: rest.verifiedAt ?? null,
    formerAddresses: [],
    disabled: rest.disabled ?? false,
    sessionEpoch: 0,
    credentialEpoch: 0,
    deleteAfter: null,
    importedAt: rest.importedAt ?? null,
    createdAt: rest.createdAt ?? now(),
  };
}
