/**
 * What changing an address, or putting one back, makes of a user, whatever database
 * they lie in.
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

/** What an account is to become, and what becomes of the addresses it had. */
export interface AddressChanged {
  readonly user: User;
  /** The present address, when it is to be kept; null when it is to be free. */
  readonly former: FormerAddress | null;
  /** Former addresses that are kept no longer. */
  readonly over: readonly FormerAddress[];
}

/** Gives a user another address; null when something happened to the account that makes the change void. */
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
 * The former addresses that stay, and those that do not: their time is over, or they are
 * newer than the one that the account goes back to. That one is neither.
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

/** How long the way back to an older address is open after that to a newer one has shut: two days. */
const OLDER_LAST_MS = 2 * 24 * 60 * 60 * 1000;

/**
 * The present address as a former one; null when it is not to be kept. The older one wins
 * (whoever is in the account may have given it the newer), so its way back is open longer;
 * and an account that goes back to a former address keeps none that it had since. Nor is
 * one kept when there are too many: whoever changes an address again and again must not
 * push out the one its owner had.
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

/** What an account is to become, and the addresses that it had since, which are free then. */
export interface AddressRestored {
  readonly user: User;
  readonly since: readonly Pick<User, "addressKey">[];
}

/** Puts a former address back and secures the account; null when the address is no longer kept. */
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
