/**
 * Creating the record of a new account.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "./user.ts";
import { addressKey, canonicalAddress } from "../../email/address.ts";
import { randomId } from "../../crypto/random_id.ts";

/** Fields of a new account. Optional fields default to empty, unconfirmed, enabled and created now. */
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

/** Creates a record with a new id, without storing it. The caller has validated the address. */
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
