/**
 * Giving an account another address in Deno KV, and putting the old one back.
 *
 * @module
 */
import {
  addressEntries,
  freeAddresses,
  isFreeFor,
  keepAddress,
  ownerId,
} from "./kv_addresses.ts";
import { decide, type Decision } from "./kv_atomic.ts";
import { addressIndexKey } from "./kv_keys.ts";
import { getUser, secured, setUser } from "./kv_user.ts";
import { MAX_FORMER_ADDRESSES } from "./rows.ts";
import type {
  AddressChange,
  FormerAddress,
  User,
  UserChange,
} from "./store.ts";

type ChangeAnswer = "changed" | "taken" | "gone";

/** Gives an account another address. */
export function changeAddress(
  kv: Deno.Kv,
  id: string,
  change: AddressChange,
): Promise<ChangeAnswer> {
  return decide(async (): Promise<Decision<ChangeAnswer>> => {
    const found = await getUser(kv, id);
    if (found?.user.addressKey !== change.from) return { answer: "gone" };
    const { user } = found;
    const now = change.verifiedAt;
    const { kept, over } = sortFormer(user, change.addressKey, now);
    const [next, present, ...overEntries] = await addressEntries(kv, [
      change,
      user,
      ...over,
    ]);
    if (!isFreeFor(next, id, now)) return { answer: "taken" };

    const write = kv.atomic().check(found.entry, next);
    freeAddresses(write, [present, ...overEntries], id);
    const former = formerAddress(user, kept, change);
    if (former && ownerId(present) === id) keepAddress(write, former, id, now);
    write.set(addressIndexKey(change.addressKey), id);
    setUser(write, user, {
      ...user,
      address: change.address,
      addressKey: change.addressKey,
      verifiedAt: now,
      formerAddresses: former ? [...kept, former] : kept,
    });
    return { answer: "changed", write };
  });
}

/** The former addresses that stay, and those whose time is over. One that is to be the present one is neither. */
function sortFormer(user: User, nextKey: string, now: number) {
  const others = user.formerAddresses.filter(({ addressKey }) =>
    addressKey !== nextKey
  );
  return {
    kept: others.filter(({ keptUntil }) => now < keptUntil),
    over: others.filter(({ keptUntil }) => now >= keptUntil),
  };
}

/**
 * The present address as a former one; null when it is not to be kept. Nor is it when
 * there are too many already: whoever changes an address again and again must not
 * push out the one its owner had.
 */
function formerAddress(
  { address, addressKey }: User,
  kept: readonly FormerAddress[],
  { addressKey: nextKey, keepFormerUntil, verifiedAt }: AddressChange,
): FormerAddress | null {
  if (keepFormerUntil === null || keepFormerUntil <= verifiedAt) return null;
  if (addressKey === nextKey || kept.length >= MAX_FORMER_ADDRESSES) {
    return null;
  }
  return { address, addressKey, keptUntil: keepFormerUntil };
}

/** Puts a former address back, and ends every session's epoch; the sessions' records stay to be swept. */
export function restoreAddress(
  kv: Deno.Kv,
  id: string,
  addressKey: string,
  change: UserChange,
  now: number,
): Promise<User | null> {
  return decide(async (): Promise<Decision<User | null>> => {
    const found = await getUser(kv, id);
    const former = found?.user.formerAddresses ?? [];
    const place = former.findIndex((address) =>
      address.addressKey === addressKey && now < address.keptUntil
    );
    if (!found || place < 0) return { answer: null };
    const { user } = found;
    const restored = former[place];
    const [restoredEntry, ...sinceEntries] = await addressEntries(kv, [
      ...former.slice(place),
      user,
    ]);
    if (!isFreeFor(restoredEntry, id, now)) return { answer: null };

    const write = kv.atomic().check(found.entry, restoredEntry);
    freeAddresses(write, sinceEntries, id);
    write.set(addressIndexKey(addressKey), id);
    const answer = setUser(write, user, {
      ...secured(user, change),
      address: restored.address,
      addressKey,
      formerAddresses: former.slice(0, place),
    });
    return { answer, write };
  });
}
