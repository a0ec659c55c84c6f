/**
 * Accounts in PostgreSQL.
 *
 * @module
 */
import { isId, writeUser } from "../rows.ts";
import {
  expired,
  rehashed,
  secured,
  withChange,
  withPassword,
} from "../user_changes.ts";
import type { User, UserStore } from "../users.ts";
import { changeAddress, restoreAddress } from "./address_changes.ts";
import { userByAddressKey, userByFormerAddressKey } from "./addresses.ts";
import type { Database } from "./database.ts";
import { noticeOf } from "./notices.ts";
import { sweepSessions } from "./session_ends.ts";
import { storableJson } from "./text.ts";
import { isDuplicate } from "./troubles.ts";
import { changeUser, getUser } from "./user.ts";
import {
  dueForDeletion,
  holdsSlowHashes,
  listUsers,
  searchUsers,
  unconfirmedUsers,
} from "./user_lists.ts";

/** The accounts of a database. */
export function postgresUsers(database: Database): UserStore {
  const change = (id: string, change: (user: User) => User | null) =>
    changeUser(database, id, change);
  return {
    create: (user) => createUser(database, user),
    byId: (id) => getUser(database, id),
    byAddressKey: (addressKey) => userByAddressKey(database, addressKey),
    byFormerAddressKey: (addressKey, now) =>
      userByFormerAddressKey(database, addressKey, now),
    update: (id, fields) => change(id, (user) => withChange(user, fields)),
    rehash: async (id, previous, next) =>
      await change(id, (user) => rehashed(user, previous, next)) !== null,
    changePassword: (id, previous, next) =>
      sweepingSessions(
        database,
        change(id, (user) => withPassword(user, previous, next)),
      ),
    secure: (id, fields) =>
      sweepingSessions(database, change(id, (user) => secured(user, fields))),
    changeAddress: (id, change) => changeAddress(database, id, change),
    restoreAddress: (id, addressKey, change, now) =>
      sweepingSessions(
        database,
        restoreAddress(database, id, addressKey, change, now),
      ),
    holdsSlowHashes: () => holdsSlowHashes(database),
    list: (page) => listUsers(database, page),
    search: (prefix, page) => searchUsers(database, prefix, page),
    unconfirmed: (span, page) => unconfirmedUsers(database, span, page),
    expireUnconfirmed: async (id, now) =>
      await change(id, (user) => expired(user, now)) !== null,
    dueForDeletion: (now, limit) => dueForDeletion(database, now, limit),
    remove: (id) => removeUser(database, id),
  };
}

// An address that another has is locked all the same, so that the write is none the shorter.
async function createUser(database: Database, user: User): Promise<boolean> {
  const row = writeUser(user);
  try {
    const created = await database.query(
      `with free as (
         insert into latchkey.addresses as present (address_key, user_id)
         select $2, $3 where not exists (select from latchkey.users where id = $3)
         on conflict (address_key) do update
           set user_id = excluded.user_id, kept_until = null
           where present.user_id = excluded.user_id or present.kept_until <= $4
         returning address_key
       ) insert into latchkey.users (row) select $1::jsonb from free returning id`,
      [storableJson(row), row.addressKey, row.id, row.createdAt],
    );
    return created.length === 1;
  } catch (error) {
    if (isDuplicate(error)) return false; // The same id, at the same moment.
    throw error;
  }
}

/** Sweeps the rows of sessions that a change has ended. */
async function sweepingSessions(
  database: Database,
  change: Promise<User | null>,
): Promise<User | null> {
  const user = await change;
  if (user) await sweepSessions(database, user.id, user.sessionEpoch);
  return user;
}

/** What is kept about a user beside their own row, and by which column. */
const KEPT_ABOUT_USERS = [
  ["sessions", "user_id"],
  ["addresses", "user_id"],
  ["one_time_tokens", "subject"],
  ["one_time_codes", "subject"],
  ["one_time_generations", "subject"],
  ["activity", "user_id"],
  ["mails", "user_id"],
  ["removals", "user_id"],
];

/** Removes a user with all that is kept about them, in one transaction; also what is left of one who is gone. */
function removeUser(database: Database, id: string): Promise<boolean> {
  if (!isId(id)) return Promise.resolve(false);
  return database.transaction(async (queries) => {
    const removed = await queries.query(
      `with gone as (delete from latchkey.users where id = $1 returning id)
       select ${noticeOf("user", "id")} from gone`,
      [id],
    );
    for (const [table, column] of KEPT_ABOUT_USERS) {
      await queries.query(
        `delete from latchkey.${table} where ${column} = $1`,
        [
          id,
        ],
      );
    }
    return removed.length === 1;
  });
}
