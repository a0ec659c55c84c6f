/**
 * One user's record in Deno KV, as accounts and sessions both read and change it.
 *
 * @module
 */
import { decide, type Decision } from "./kv_atomic.ts";
import { deletionKey, userKey } from "./kv_keys.ts";
import { isId, readUser, writeUser } from "./rows.ts";
import type { User, UserChange } from "./store.ts";

/** A user with the entry it was read from, for the check of a write; null when there is none. */
export async function getUser(kv: Deno.Kv, id: string) {
  if (!isId(id)) return null;
  const entry = await kv.get(userKey(id));
  const user = readUser(entry.value, id);
  return user && { entry, user };
}

/**
 * Adds to a write that a user is now this one, and when they are due for deletion.
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

/** A user with a change applied; what the change does not name stays. */
export function withChange(user: User, change: UserChange): User {
  const { verifiedAt, deleteAfter } = change;
  return {
    ...user,
    name: change.name ?? user.name,
    passwordHash: change.passwordHash ?? user.passwordHash,
    roles: change.roles ?? user.roles,
    disabled: change.disabled ?? user.disabled,
    // Null is a value here.
    verifiedAt: verifiedAt === undefined ? user.verifiedAt : verifiedAt,
    deleteAfter: deleteAfter === undefined ? user.deleteAfter : deleteAfter,
  };
}

/** A user with a change applied, and with all that is signed in as them or known to them over. */
export function secured(user: User, change: UserChange): User {
  const newCredential = change.passwordHash === undefined ? 0 : 1;
  return {
    ...withChange(user, change),
    sessionEpoch: user.sessionEpoch + 1,
    credentialEpoch: user.credentialEpoch + newCredential,
  };
}
