/**
 * One user's record in Deno KV, as accounts and sessions both read and change it.
 *
 * @module
 */
import { decide, type Decision } from "./kv_atomic.ts";
import { userKey } from "./kv_keys.ts";
import { isId, readUser, writeUser } from "./rows.ts";
import type { User } from "./store.ts";

/** A user with the entry it was read from, for the check of a write; null when there is none. */
export async function getUser(kv: Deno.Kv, id: string) {
  if (!isId(id)) return null;
  const entry = await kv.get(userKey(id));
  const user = readUser(entry.value, id);
  return user && { entry, user };
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
    const answer = writeUser(changed);
    const write = kv.atomic().check(found.entry).set(userKey(id), answer);
    return { answer, write };
  });
}
