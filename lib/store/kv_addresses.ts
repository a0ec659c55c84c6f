/**
 * Who has which address in Deno KV: at most one user, also under concurrent calls.
 *
 * A former address goes on pointing to its user until its time is over, and says in
 * its entry when that is, because the database may forget the entry later.
 *
 * @module
 */
import * as v from "valibot";
import { expireIn } from "./kv_atomic.ts";
import { addressIndexKey, userKey } from "./kv_keys.ts";
import { getAll } from "./kv_reads.ts";
import { id, readRow, wholeNumber } from "./row_fields.ts";
import { isAddressKey, readUser } from "./rows.ts";
import type { FormerAddress, User } from "./store.ts";

/** An entry of the address index. */
export type AddressEntry = Deno.KvEntryMaybe<unknown>;

const formerRow = v.object({ id, until: wholeNumber });

/** Reads who has an address, and the user, in the same two reads whoever has it. */
async function ownerOf(
  kv: Deno.Kv,
  addressKey: string,
): Promise<User | null> {
  if (!isAddressKey(addressKey)) return null;
  const entry = await kv.get(addressIndexKey(addressKey));
  // No user has an empty id.
  const id = ownerId(entry) ?? "";
  return readUser((await kv.get(userKey(id))).value, id);
}

/** The user whose address this is. */
export async function userByAddressKey(
  kv: Deno.Kv,
  addressKey: string,
): Promise<User | null> {
  const user = await ownerOf(kv, addressKey);
  return user?.addressKey === addressKey ? user : null;
}

/** The user for whom the address is kept. */
export async function userByFormerAddressKey(
  kv: Deno.Kv,
  addressKey: string,
  now: number,
): Promise<User | null> {
  const user = await ownerOf(kv, addressKey);
  const kept = user?.formerAddresses.some((former) =>
    former.addressKey === addressKey && now < former.keptUntil
  );
  return user && kept ? user : null;
}

/** The id of the user that an address points to. */
export function ownerId({ value }: AddressEntry): string | null {
  if (typeof value === "string") return value;
  return readRow(formerRow, value)?.id ?? null;
}

/** Until when an address is kept as a former one; null when it is nobody's or somebody's present one. */
export function keptUntil({ value }: AddressEntry): number | null {
  return readRow(formerRow, value)?.until ?? null;
}

/** Whether a user may have the address: nobody has it, or only they, or its keeping for another is over. */
export function isFreeFor(
  entry: AddressEntry,
  userId: string,
  now: number,
): boolean {
  if (entry.versionstamp === null || ownerId(entry) === userId) return true;
  const until = keptUntil(entry);
  return until !== null && until <= now;
}

/** The index entries of addresses. */
export function addressEntries(
  kv: Deno.Kv,
  addresses: readonly Pick<User, "addressKey">[],
): Promise<AddressEntry[]> {
  return getAll(
    kv,
    addresses.map(({ addressKey }) => addressIndexKey(addressKey)),
  );
}

/** Adds to a write that nobody has these addresses, where this user had them. Checks every entry. */
export function freeAddresses(
  write: Deno.AtomicOperation,
  entries: readonly AddressEntry[],
  userId: string,
): void {
  for (const entry of entries) {
    write.check(entry);
    if (ownerId(entry) === userId) write.delete(entry.key);
  }
}

/** Adds to a write that an address is kept for a user. */
export function keepAddress(
  write: Deno.AtomicOperation,
  { addressKey, keptUntil: until }: FormerAddress,
  userId: string,
  now: number,
): void {
  const key = addressIndexKey(addressKey);
  write.set(key, { id: userId, until }, expireIn(now, until));
}
