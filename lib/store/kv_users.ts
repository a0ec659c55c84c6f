/**
 * Accounts in Deno KV.
 *
 * @module
 */
import { decide } from "./kv_atomic.ts";
import { addressIndexKey, userKey } from "./kv_keys.ts";
import { changeUser, getUser } from "./kv_user.ts";
import { sweepSessions } from "./kv_sessions.ts";
import { isAddressKey, isId, readUser, writeUser } from "./rows.ts";
import type { Page, PageRequest, User, UserStore } from "./store.ts";

/** The accounts of a database. */
export function kvUsers(kv: Deno.Kv): UserStore {
  return {
    create: (user) => createUser(kv, user),
    byId: async (id) => (await getUser(kv, id))?.user ?? null,
    byAddressKey: (addressKey) => userByAddressKey(kv, addressKey),
    update: (id, change) =>
      changeUser(kv, id, (user) => ({
        ...user,
        passwordHash: change.passwordHash ?? user.passwordHash,
        disabled: change.disabled ?? user.disabled,
      })),
    rehash: async (id, previous, next) =>
      await changeUser(
        kv,
        id,
        (user) =>
          user.passwordHash === previous
            ? { ...user, passwordHash: next }
            : null,
      ) !== null,
    changePassword: (id, previous, next) =>
      changePassword(kv, id, previous, next),
    list: (page) => listUsers(kv, page),
    remove: (id) => removeUser(kv, id),
  };
}

async function createUser(kv: Deno.Kv, user: User): Promise<boolean> {
  const row = writeUser(user);
  const key = userKey(row.id);
  const addressKey = addressIndexKey(row.addressKey);
  const { ok } = await kv.atomic()
    .check(
      { key, versionstamp: null },
      { key: addressKey, versionstamp: null },
    )
    .set(key, row)
    .set(addressKey, row.id)
    .commit();
  return ok;
}

async function userByAddressKey(
  kv: Deno.Kv,
  addressKey: string,
): Promise<User | null> {
  if (!isAddressKey(addressKey)) return null;
  const { value: id } = await kv.get(addressIndexKey(addressKey));
  if (typeof id !== "string") return null;
  const found = await getUser(kv, id);
  return found?.user.addressKey === addressKey ? found.user : null;
}

async function changePassword(
  kv: Deno.Kv,
  id: string,
  previous: string,
  next: string,
): Promise<User | null> {
  const changed = await changeUser(
    kv,
    id,
    (user) =>
      user.passwordHash === previous
        ? { ...user, passwordHash: next, sessionEpoch: user.sessionEpoch + 1 }
        : null,
  );
  if (changed) await sweepSessions(kv, id, changed.sessionEpoch);
  return changed;
}

async function listUsers(
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

async function removeUser(kv: Deno.Kv, id: string): Promise<boolean> {
  const removed = await decide(async () => {
    const found = await getUser(kv, id);
    if (!found) return { answer: false };
    const index = await kv.get(addressIndexKey(found.user.addressKey));
    const write = kv.atomic().check(found.entry, index).delete(userKey(id));
    if (index.value === id) write.delete(index.key);
    return { answer: true, write };
  });
  if (removed) await sweepSessions(kv, id, Infinity);
  return removed;
}
