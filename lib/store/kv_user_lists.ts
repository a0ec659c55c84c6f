/**
 * Lists of accounts in Deno KV, read a page at a time.
 *
 * @module
 */
import {
  ADDRESS_INDEX,
  DELETION_INDEX,
  REMOVAL_UNDER_WAY,
  SLOW_HASH_INDEX,
  UNCONFIRMED_INDEX,
  userKey,
} from "./kv_keys.ts";
import { readThrough } from "./kv_reads.ts";
import { isAddressKey, isId, readUser } from "./rows.ts";
import type { Page, PageRequest, User } from "./store.ts";
import { isUnconfirmed } from "./user_changes.ts";

/** Users in order of id. */
export async function listUsers(
  kv: Deno.Kv,
  { cursor, limit }: PageRequest,
): Promise<Page<User>> {
  const prefix = ["users"];
  // The cursor is the last id that was given out; the key after it is that id with an empty part.
  const selector = cursor !== undefined && isId(cursor)
    ? { prefix, start: [...userKey(cursor), ""] }
    : { prefix };
  const items: User[] = [];
  for await (const { key, value } of kv.list(selector)) {
    const user = readUser(value, key.at(-1));
    if (!user) continue;
    if (items.length === limit) return { items, cursor: items.at(-1)?.id };
    items.push(user);
  }
  return { items };
}

/** Users whose address key begins with a text, in order of the key. */
export async function searchUsers(
  kv: Deno.Kv,
  text: string,
  { cursor, limit }: PageRequest,
): Promise<Page<User>> {
  const items: User[] = [];
  const users = readThrough(kv, addressesFrom(kv, text, cursor), toOwner);
  for await (const [{ key, value }, entry] of users) {
    const user = readUser(entry.value, value);
    if (!user || user.addressKey !== key.at(-1)) continue;
    if (items.length === limit) {
      return { items, cursor: items.at(-1)?.addressKey };
    }
    items.push(user);
  }
  return { items };
}

/** The address index where it begins with a text, after the cursor. */
async function* addressesFrom(
  kv: Deno.Kv,
  text: string,
  cursor: string | undefined,
): AsyncGenerator<Deno.KvEntry<unknown>> {
  if (text !== "" && !isAddressKey(text)) return;
  const start = cursor !== undefined && isAddressKey(cursor) &&
      cursor.startsWith(text)
    ? [...ADDRESS_INDEX, cursor, ""]
    : [...ADDRESS_INDEX, text];
  for await (const entry of kv.list({ prefix: ADDRESS_INDEX, start })) {
    if (!String(entry.key.at(-1)).startsWith(text)) return;
    // The entry of a former address is no text.
    if (typeof entry.value === "string") yield entry;
  }
}

function toOwner({ value }: Deno.KvEntry<unknown>): Deno.KvKey {
  return userKey(String(value));
}

/** Ids of users whose time has come, and of those whose removal was cut short. */
export async function dueForDeletion(
  kv: Deno.Kv,
  now: number,
  limit: number,
): Promise<string[]> {
  const index = kv.list({
    prefix: DELETION_INDEX,
    end: [...DELETION_INDEX, now + 1],
  });
  const ids: string[] = [];
  const users = readThrough(kv, index, ({ key }) => userKey(String(key[2])));
  for await (const [{ key: [, deleteAfter, id] }, entry] of users) {
    if (ids.length === limit) break;
    const isDue = entry.versionstamp === null
      ? deleteAfter === REMOVAL_UNDER_WAY
      : readUser(entry.value, id)?.deleteAfter === deleteAfter;
    if (isDue) ids.push(String(id));
  }
  return ids;
}

/** Users whose address was never confirmed, in order of the time they were created. */
export async function unconfirmedUsers(
  kv: Deno.Kv,
  { from, to }: { readonly from: number; readonly to: number },
  { cursor, limit }: PageRequest,
): Promise<Page<User>> {
  const after = readCursor(cursor) ?? [from + 1];
  const index = kv.list({
    start: [...UNCONFIRMED_INDEX, ...after],
    end: [...UNCONFIRMED_INDEX, to + 1],
  });
  const items: User[] = [];
  const users = readThrough(kv, index, ({ key }) => userKey(String(key[2])));
  for await (const [{ key: [, , id] }, entry] of users) {
    const user = readUser(entry.value, id);
    if (!user || !isUnconfirmed(user)) continue;
    if (items.length === limit) {
      const last = items[limit - 1];
      return { items, cursor: `${last.createdAt} ${last.id}` };
    }
    items.push(user);
  }
  return { items };
}

/** The key after the one that a cursor names. */
function readCursor(cursor = ""): Deno.KvKey | null {
  const [, createdAt, id] = /^(\d{1,16}) (\S+)$/.exec(cursor) ?? [];
  return id === undefined ? null : [Number(createdAt), id, ""];
}

/** Whether anybody has a hash that takes long to check. */
export async function holdsSlowHashes(kv: Deno.Kv): Promise<boolean> {
  const first = kv.list({ prefix: SLOW_HASH_INDEX }, { limit: 1 });
  return (await first.next()).done !== true;
}
