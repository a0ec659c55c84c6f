/**
 * Accounts in Deno KV.
 *
 * @module
 */
import { changeAddress, restoreAddress } from "./kv_address_changes.ts";
import {
  isFreeFor,
  userByAddressKey,
  userByFormerAddressKey,
} from "./kv_addresses.ts";
import { decide, writeDecoy } from "./kv_atomic.ts";
import { addressIndexKey, userKey } from "./kv_keys.ts";
import { sweepSessions } from "./kv_session_ends.ts";
import { changeUser, getUser, setUser } from "./kv_user.ts";
import {
  dueForDeletion,
  holdsSlowHashes,
  listUsers,
  searchUsers,
  unconfirmedUsers,
} from "./kv_user_lists.ts";
import { removeUser } from "./kv_user_removal.ts";
import { writeUser } from "./rows.ts";
import type { User, UserStore } from "./store.ts";
import {
  expired,
  rehashed,
  secured,
  withChange,
  withPassword,
} from "./user_changes.ts";

/** The accounts of a database. */
export function kvUsers(kv: Deno.Kv): UserStore {
  return {
    create: (user) => createUser(kv, user),
    byId: async (id) => (await getUser(kv, id))?.user ?? null,
    byAddressKey: (addressKey) => userByAddressKey(kv, addressKey),
    byFormerAddressKey: (addressKey, now) =>
      userByFormerAddressKey(kv, addressKey, now),
    update: (id, change) =>
      changeUser(kv, id, (user) => withChange(user, change)),
    rehash: async (id, previous, next) =>
      await changeUser(kv, id, (user) => rehashed(user, previous, next)) !==
        null,
    changePassword: (id, previous, next) =>
      sweepingSessions(
        kv,
        changeUser(kv, id, (user) => withPassword(user, previous, next)),
      ),
    secure: (id, change) =>
      sweepingSessions(kv, changeUser(kv, id, (user) => secured(user, change))),
    changeAddress: (id, change) => changeAddress(kv, id, change),
    restoreAddress: (id, addressKey, change, now) =>
      sweepingSessions(kv, restoreAddress(kv, id, addressKey, change, now)),
    holdsSlowHashes: () => holdsSlowHashes(kv),
    list: (page) => listUsers(kv, page),
    search: (prefix, page) => searchUsers(kv, prefix, page),
    unconfirmed: (span, page) => unconfirmedUsers(kv, span, page),
    expireUnconfirmed: async (id, now) =>
      await changeUser(kv, id, (user) => expired(user, now)) !== null,
    dueForDeletion: (now, limit) => dueForDeletion(kv, now, limit),
    remove: (id) => removeUser(kv, id),
  };
}

async function createUser(kv: Deno.Kv, user: User): Promise<boolean> {
  const row = writeUser(user);
  return await decide(async () => {
    const [present, address] = await kv.getMany([
      userKey(row.id),
      addressIndexKey(row.addressKey),
    ]);
    const write = kv.atomic().check(present, address);
    const answer = present.versionstamp === null &&
      isFreeFor(address, row.id, row.createdAt);
    if (answer) {
      setUser(write, null, row);
      write.set(address.key, row.id);
    } else {
      writeDecoy(write);
    }
    return { answer, write };
  });
}

/** Sweeps the records of sessions that a change has ended. */
async function sweepingSessions(
  kv: Deno.Kv,
  change: Promise<User | null>,
): Promise<User | null> {
  const user = await change;
  if (user) await sweepSessions(kv, user.id, user.sessionEpoch);
  return user;
}
