/**
 * Accounts.
 *
 * @module
 */
import type { AccountTables, FollowingTables } from "./tables.ts";
import type { Database } from "../../database/database.ts";
import {
  addressRow,
  changeAddress,
  restoreAddress,
  takeAddress,
  userByAddressKey,
  userByFormerAddressKey,
} from "./email_addresses.ts";
import type { Page, PageRequest } from "../../database/pages.ts";
import { writeRow } from "../../database/row_fields.ts";
import {
  expired,
  rehashed,
  secured,
  withChange,
  withPassword,
} from "./user_changes.ts";
import {
  dueForDeletion,
  holdsSlowHashes,
  listUsers,
  searchUsers,
  unconfirmedUsers,
  usersOfDomain,
} from "./user_lists.ts";
import {
  type EmailChangeRequest,
  type User,
  type UserChange,
  userRow,
} from "./user.ts";
import { addRoles, changeUser, getUser, userColumns } from "./user_rows.ts";

/** The accounts of a database. */
export function createUsers(
  database: Database<AccountTables & FollowingTables>,
) {
  const { db } = database;
  const change = (id: string, change: (user: User) => User | null) =>
    changeUser(database, id, change);
  return {
    /**
     * Adds a user; false when the id or the address is taken, also under concurrent calls,
     * or the address is kept for another at `createdAt`. Does the same reads and one write
     * in every case.
     */
    create: (user: User): Promise<boolean> => createUser(database, user),
    byId: (id: string): Promise<User | null> => getUser(db, id),
    /** Does the same reads whether there is such a user or not. */
    byAddressKey: (addressKey: string): Promise<User | null> =>
      userByAddressKey(db, addressKey),
    /** The user for whom this address is kept, at this time; null when it is nobody's former one. */
    byFormerAddressKey: (
      addressKey: string,
      now: number,
    ): Promise<User | null> => userByFormerAddressKey(db, addressKey, now),
    /** Applies a change to the newest version of the user and returns the result; null when there is none. */
    update: (id: string, fields: UserChange): Promise<User | null> =>
      change(id, (user) => withChange(user, fields)),
    /**
     * Replaces the hash only while it still is `previous`, so that a re-hash at
     * sign-in can never undo a password that was changed meanwhile.
     */
    rehash: async (
      id: string,
      previous: string,
      next: string,
    ): Promise<boolean> =>
      await change(id, (user) => rehashed(user, previous, next)) !== null,
    /**
     * Replaces the hash while it still is `previous`, ends every session and makes every
     * browser a stranger, in one write: a session that begins meanwhile by the old
     * password is over too. Returns the changed user; null when the hash is another by
     * now or the user is gone.
     */
    changePassword: (
      id: string,
      previous: string,
      next: string,
    ): Promise<User | null> =>
      change(id, (user) => withPassword(user, previous, next)),
    /**
     * Applies a change, ends every session and, when the change names a `passwordHash`,
     * makes every browser a stranger: all in one write. Null when there is no such user.
     */
    secure: (id: string, fields: UserChange): Promise<User | null> =>
      change(id, (user) => secured(user, fields)),
    /**
     * Gives the account another address, in one write; what it was called before joins
     * `formerAddresses`. `taken`: another account has it or had it until lately.
     * `gone`: the account is, or it has no longer the address it was to be changed from,
     * or its password was replaced since.
     */
    changeAddress: (
      id: string,
      change: EmailChangeRequest,
    ): Promise<"changed" | "taken" | "gone"> =>
      changeAddress(database, id, change),
    /**
     * Puts a former address back while it is kept, frees the present one and every
     * address the account had since, and does what `secure` does with `change`, in one
     * write. Null when the address is no longer kept.
     */
    restoreAddress: (
      id: string,
      addressKey: string,
      change: UserChange,
      now: number,
    ): Promise<User | null> =>
      restoreAddress(database, id, addressKey, change, now),
    /**
     * Whether there is a hash that takes longer to check than a new one: of another system,
     * or bcrypt above cost 12.
     */
    holdsSlowHashes: (): Promise<boolean> => holdsSlowHashes(db),
    /** In order of id. */
    list: (page: PageRequest): Promise<Page<User>> => listUsers(db, page),
    /** Users whose address key begins with `prefix`, in order of the key, a page at a time. */
    search: (prefix: string, page: PageRequest): Promise<Page<User>> =>
      searchUsers(db, prefix, page),
    /** Users whose address is of a domain, in order of the address key, a page at a time. */
    ofDomain: (domain: string, page: PageRequest): Promise<Page<User>> =>
      usersOfDomain(db, domain, page),
    /**
     * Users who never confirmed an address, whom nobody imported, disabled or asked to delete
     * and who have no role, and who were created at `until` or before, the oldest first.
     */
    unconfirmed: (until: number, page: PageRequest): Promise<Page<User>> =>
      unconfirmedUsers(db, until, page),
    /** Makes such a user due for deletion at `now`; false when they are none any more. */
    expireUnconfirmed: async (id: string, now: number): Promise<boolean> =>
      await change(id, (user) => expired(user, now)) !== null,
    /** Ids of users whose `deleteAfter` is at or before `now`, the oldest first, without the first `skip`. */
    dueForDeletion: (
      now: number,
      limit: number,
      skip = 0,
    ): Promise<readonly string[]> => dueForDeletion(db, now, limit, skip),
    /**
     * Removes the user with all that is kept about them, in one write: sessions, addresses,
     * activity, tokens, emails that wait, and rows of the site's own tables that refer to
     * the user with `on delete cascade`. False when there was no such user.
     */
    remove: (id: string): Promise<boolean> => removeUser(database, id),
  };
}

/** Accounts. */
export type UserStore = ReturnType<typeof createUsers>;

// Where the address is taken the user is added and removed again, where it is free nobody
// is (no account has an empty id): the same statements both times.
async function createUser(
  { transaction }: Database<AccountTables & FollowingTables>,
  user: User,
): Promise<boolean> {
  const row = writeRow(userRow, user);
  const { id: userId, address, addressKey, createdAt } = row;
  return await transaction(async (db) => {
    const added = await db.insertInto("users").values(userColumns(row))
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id").execute();
    if (added.length === 0) return false;
    const owned = { userId, address, addressKey };
    const isTaken = !await takeAddress(db, owned, createdAt);
    await db.deleteFrom("users").where("id", "=", isTaken ? userId : "")
      .execute();
    if (isTaken) return false;
    await addRoles(db, row);
    for (const former of row.formerAddresses) {
      await db.insertInto("emailAddresses")
        .values(addressRow({ ...former, userId }, former.keptUntil))
        .onConflict((conflict) => conflict.column("addressKey").doNothing())
        .execute();
    }
    return true;
  });
}

// Foreign keys take along what refers to the account. A token may be older than it. The
// account is first, as for whoever adds a code or a token: nobody waits for each other.
function removeUser(
  { transaction }: Database<AccountTables & FollowingTables>,
  id: string,
): Promise<boolean> {
  return transaction(async (db) => {
    const removed = await db.deleteFrom("users").where("id", "=", id)
      .returning("id").execute();
    for (const table of ["tokens", "codes"] as const) {
      await db.deleteFrom(table).where("subject", "=", id).execute();
    }
    return removed.length === 1;
  });
}
