/**
 * One user's record in Deno KV, as accounts and sessions both read and change it.
 *
 * @module
 */
import { decide, type Decision } from "./kv_atomic.ts";
import {
  deletionKey,
  slowHashKey,
  unconfirmedKey,
  userKey,
} from "./kv_keys.ts";
import { isId, isSlowHash, readUser, writeUser } from "./rows.ts";
import type { User } from "./store.ts";

/** A user with the entry it was read from, for the check of a write; null when there is none. */
export async function getUser(kv: Deno.Kv, id: string) {
  if (!isId(id)) return null;
  const entry = await kv.get(userKey(id));
  const user = readUser(entry.value, id);
  return user && { entry, user };
}

/**
 * Adds to a write that a user is now this one, when they are due for deletion, whether
 * their address was confirmed, and whether their hash takes long to check.
 * The write must check the entry that `before` was read from.
 *
 * @returns The user as written.
 */
export function setUser(
  write: Deno.AtomicOperation,
  before: User | null,
  after: User,
): User {
  const row = writeUser(after);
  write.set(userKey(row.id), row);
  const wasDue = before?.deleteAfter ?? null;
  if (wasDue !== null) write.delete(deletionKey(wasDue, row.id));
  if (row.deleteAfter !== null) {
    write.set(deletionKey(row.deleteAfter, row.id), true);
  }
  const unconfirmed = unconfirmedKey(row.createdAt, row.id);
  if (row.verifiedAt === null) write.set(unconfirmed, true);
  else if (before?.verifiedAt === null) write.delete(unconfirmed);
  if (isSlowHash(row.passwordHash)) write.set(slowHashKey(row.id), true);
  else if (before && isSlowHash(before.passwordHash)) {
    write.delete(slowHashKey(row.id));
  }
  return row;
}

/**
 * Applies a change to the newest version of a user; null when there is no such
 * user or `change` gives null.
 */
export function changeUser(
  kv: Deno.Kv,
  id: string,
  change: (user: User) => User | null,
): Promise<User | null> {
  return decide(async (): Promise<Decision<User | null>> => {
    const found = await getUser(kv, id);
    const changed = found && change(found.user);
    if (!changed) return { answer: null };
    const write = kv.atomic().check(found.entry);
    return { answer: setUser(write, found.user, changed), write };
  });
}
