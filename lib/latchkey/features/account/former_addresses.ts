/**
 * Changing an account's address and restoring a former one, as pure functions.
 *
 * @module
 */
import { secured } from "./user_changes.ts";
import {
  type EmailChangeRequest,
  type FormerAddress,
  MAX_FORMER_ADDRESSES,
  type User,
  type UserChange,
} from "./user.ts";

/** The changed account, and what happens to its previous addresses. */
export interface AddressChanged {
  readonly user: User;
  /** The previous address if it is reserved for the account; null if it becomes available. */
  readonly former: FormerAddress | null;
  /** Former addresses that are no longer reserved. */
  readonly over: readonly FormerAddress[];
}

/** Changes the address. Returns null if the account has changed since the request in a way that voids it. */
export function withAddress(
  user: User,
  change: EmailChangeRequest,
): AddressChanged | null {
  const { addressKey, credentialEpoch } = user;
  if (addressKey !== change.from) return null;
  if (credentialEpoch !== change.credentialEpoch) return null;
  const sorted = sortFormer(user, change);
  const former = formerAddress(user, sorted, change);
  const { kept, over } = sorted;
  return {
    user: {
      ...user,
      address: change.address,
      addressKey: change.addressKey,
      verifiedAt: change.verifiedAt,
      formerAddresses: former ? [...kept, former] : kept,
    },
    former,
    over,
  };
}

/**
 * Splits the former addresses into those that stay reserved and those that do not, because
 * they have expired or are newer than the address being restored. The restored address is
 * in neither list.
 */
function sortFormer(
  { formerAddresses }: User,
  { addressKey: nextKey, verifiedAt: now }: EmailChangeRequest,
) {
  const place = formerAddresses.findIndex(({ addressKey }) =>
    addressKey === nextKey
  );
  const goesBack = place >= 0 && now < formerAddresses[place].keptUntil;
  const kept = formerAddresses.filter(({ addressKey, keptUntil }, at) =>
    addressKey !== nextKey && now < keptUntil && !(goesBack && at > place)
  );
  const over = formerAddresses.filter((former) =>
    former.addressKey !== nextKey && !kept.includes(former)
  );
  return { kept, over, goesBack };
}

/** An older address stays restorable two days longer than a newer one. */
const OLDER_LAST_MS = 2 * 24 * 60 * 60 * 1000;

/**
 * The previous address as a former one, or null if it is not reserved.
 *
 * Someone who took over the account may have set the newer address, so the older one can be
 * restored for longer. Restoring a former address discards every later one. Once the limit
 * is reached, nothing is added: repeated changes must not push out the owner's address.
 */
function formerAddress(
  { address, addressKey }: User,
  { kept, goesBack }: ReturnType<typeof sortFormer>,
  { addressKey: nextKey, keepFormerUntil, verifiedAt }: EmailChangeRequest,
): FormerAddress | null {
  if (keepFormerUntil === null || goesBack || addressKey === nextKey) {
    return null;
  }
  const keptUntil = Math.min(
    keepFormerUntil,
    ...kept.map((older) => older.keptUntil - OLDER_LAST_MS),
  );
  return keptUntil > verifiedAt && kept.length < MAX_FORMER_ADDRESSES
    ? { address, addressKey, keptUntil }
    : null;
}

/** The account with its former address restored, and the later addresses, which become available. */
export interface AddressRestored {
  readonly user: User;
  readonly since: readonly Pick<User, "addressKey">[];
}

/** Restores a former address and secures the account. Returns null if the address is no longer reserved. */
export function withFormerAddress(
  user: User,
  addressKey: string,
  change: UserChange,
  now: number,
): AddressRestored | null {
  const { formerAddresses: former } = user;
  const place = former.findIndex((address) =>
    address.addressKey === addressKey && now < address.keptUntil
  );
  if (place < 0) return null;
  return {
    user: {
      ...secured(user, change),
      address: former[place].address,
      addressKey,
      formerAddresses: former.slice(0, place),
    },
    since: [...former.slice(place + 1), user],
  };
}
