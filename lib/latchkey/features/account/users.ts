/**
 * Accounts.
 *
 * @module
 */
import type { AccountTables, FollowingTables } from "./tables.ts";
import type { Database } from "../../database/database.ts";
import { addressRow, takeAddress, userAddresses } from "./email_addresses.ts";
import { writeRow } from "../../database/row_fields.ts";
import { isUnconfirmed, secured, withChange } from "./user_changes.ts";
import { userLists } from "./user_lists.ts";
import { type User, type UserChange, userRow } from "./user.ts";
import { addRoles, changeUser, getUser, userColumns } from "./user_rows.ts";

/** The accounts of a database. */
export function createUsers(
  database: Database<AccountTables & FollowingTables>,
) {
  const { db } = database;
  const change = (id: string, change: (user: User) => User | null) =>
    changeUser(database, id, change);
  return {
    ...userLists(db),
    ...userAddresses(database),
    /**
     * Adds a user; false when the id or the address is taken, also under concurrent calls,
     * or the address is kept for another at `createdAt`. Does the same reads and one write
     * in every case.
     */
    create: (user: User): Promise<boolean> => createUser(database, user),
    byId: (id: string): Promise<User | null> => getUser(db, id),
    /** Applies a change to the newest version of the user and returns the result; null when there is none. */
    update: (id: string, fields: UserChange): Promise<User | null> =>
      change(id, (user) => withChange(user, fields)),
    /**
     * Replaces the hash only while it still is `previous`, so that a re-hash at
     * login can never undo a password that was changed meanwhile.
     */
    rehash: async (
      id: string,
      previous: string,
      next: string,
    ): Promise<boolean> =>
      await change(
        id,
        (user) =>
          user.passwordHash === previous
            ? { ...user, passwordHash: next }
            : null,
      ) !== null,
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
      change(
        id,
        (user) =>
          user.passwordHash === previous
            ? secured(user, { passwordHash: next })
            : null,
      ),
    /**
     * Applies a change, ends every session and, when the change names a `passwordHash`,
     * makes every browser a stranger: all in one write. Null when there is no such user.
     */
    secure: (id: string, fields: UserChange): Promise<User | null> =>
      change(id, (user) => secured(user, fields)),
    /** Makes an `unconfirmed` user due for deletion at `now`; false when they are none any more. */
    expireUnconfirmed: async (id: string, now: number): Promise<boolean> =>
      await change(
        id,
        (user) => isUnconfirmed(user) ? { ...user, deleteAfter: now } : null,
      ) !== null,
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
