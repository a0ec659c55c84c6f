/**
 * Giving an account another address in Deno KV, and putting the old one back.
 *
 * @module
 */
import { withAddress, withFormerAddress } from "./former_addresses.ts";
import {
  addressEntries,
  freeAddresses,
  isFreeFor,
  keepAddress,
  ownerId,
} from "./kv_addresses.ts";
import { decide, type Decision } from "./kv_atomic.ts";
import { addressIndexKey } from "./kv_keys.ts";
import { getUser, setUser } from "./kv_user.ts";
import type { AddressChange, User, UserChange } from "./store.ts";

type ChangeAnswer = "changed" | "taken" | "gone";

/** Gives an account another address. */
export function changeAddress(
  kv: Deno.Kv,
  id: string,
  change: AddressChange,
): Promise<ChangeAnswer> {
  return decide(async (): Promise<Decision<ChangeAnswer>> => {
    const found = await getUser(kv, id);
    const changed = found && withAddress(found.user, change);
    if (!changed) return { answer: "gone" };
    const now = change.verifiedAt;
    const [next, present, ...overEntries] = await addressEntries(kv, [
      change,
      found.user,
      ...changed.over,
    ]);
    if (!isFreeFor(next, id, now)) return { answer: "taken" };

    const write = kv.atomic().check(found.entry, next);
    freeAddresses(write, [present, ...overEntries], id);
    const { former } = changed;
    if (former && ownerId(present) === id) keepAddress(write, former, id, now);
    write.set(addressIndexKey(change.addressKey), id);
    setUser(write, found.user, changed.user);
    return { answer: "changed", write };
  });
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
    const restored = found &&
      withFormerAddress(found.user, addressKey, change, now);
    if (!restored) return { answer: null };
    const [restoredEntry, ...sinceEntries] = await addressEntries(kv, [
      restored.user,
      ...restored.since,
    ]);
    if (!isFreeFor(restoredEntry, id, now)) return { answer: null };

    const write = kv.atomic().check(found.entry, restoredEntry);
    freeAddresses(write, sinceEntries, id);
    write.set(addressIndexKey(addressKey), id);
    const answer = setUser(write, found.user, restored.user);
    return { answer, write };
  });
}
