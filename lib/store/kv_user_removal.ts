/**
 * Removing an account from Deno KV with all that is kept about it.
 *
 * @module
 */
import { addressEntries, freeAddresses } from "./kv_addresses.ts";
import { decide, type Decision } from "./kv_atomic.ts";
import {
  activityPrefix,
  codePrefix,
  deletionKey,
  generationPrefix,
  REMOVAL_UNDER_WAY,
  slowHashKey,
  tokenIndexPrefix,
  tokenKey,
  unconfirmedKey,
  userKey,
} from "./kv_keys.ts";
import { removeMailsOf } from "./kv_mails.ts";
import { sweep } from "./kv_reads.ts";
import { sweepSessions } from "./kv_session_ends.ts";
import { getUser } from "./kv_user.ts";
import { isId } from "./rows.ts";

/**
 * Removes the record and frees the addresses in one write, then deletes the rest, some
 * hundred records in one write. If the process dies in between, the user stays due for
 * deletion, and removing them again deletes what is left.
 *
 * @returns false when there was no such user.
 */
export async function removeUser(kv: Deno.Kv, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  const removed = await removeRecord(kv, id);
  await sweepSessions(kv, id, Infinity);
  await sweep(
    kv,
    tokenIndexPrefix(id),
    ({ key }) => [tokenKey(String(key.at(-1)))],
  );
  await sweep(kv, codePrefix(id));
  await sweep(kv, generationPrefix(id));
  await sweep(kv, activityPrefix(id));
  await removeMailsOf(kv, id);
  await kv.delete(deletionKey(REMOVAL_UNDER_WAY, id));
  return removed;
}

function removeRecord(kv: Deno.Kv, id: string): Promise<boolean> {
  return decide(async (): Promise<Decision<boolean>> => {
    const found = await getUser(kv, id);
    if (!found) return { answer: false };
    const { entry, user } = found;
    const write = kv.atomic().check(entry).delete(userKey(id));
    const addresses = [user, ...user.formerAddresses];
    freeAddresses(write, await addressEntries(kv, addresses), id);
    if (user.deleteAfter !== null) {
      write.delete(deletionKey(user.deleteAfter, id));
    }
    write.delete(slowHashKey(id));
    write.delete(unconfirmedKey(user.createdAt, id));
    write.set(deletionKey(REMOVAL_UNDER_WAY, id), true);
    return { answer: true, write };
  });
}
