/**
 * Accounts in the database.
 *
 * @module
 */
import type { AccountTables, FollowingTables } from "./tables.ts";
import type { Database, Db } from "../../database/database.ts";
import { addressRow, takeAddress, userAddresses } from "./email_addresses.ts";
import { writeRow } from "../../database/row_fields.ts";
import { isUnconfirmed, secured, withChange } from "./user_changes.ts";
import { userLists } from "./user_lists.ts";
import { type User, type UserChange, userRow } from "./user.ts";
import { addRoles, changeUser, getUser, userColumns } from "./user_rows.ts";

/** What is written in the transaction that adds an account. */
export interface WithAccount {
  /**
   * Adds rows of the new account, before it is known whether the address is free. Without an
   * account they are deleted again.
   */
  own?(db: Db): Promise<unknown>;
  /** Runs last, whether an account was added or not. */
  then?(db: Db, isAdded: boolean): Promise<unknown>;
}

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
     * Adds an account. Returns false if the id or the address is taken, or if the address
     * is reserved for another account at `createdAt`, also under concurrent calls. Every
     * case does the same reads and one write.
     *
     * @param also Writes more in the same transaction.
     */
    create: (user: User, also?: WithAccount) =>
      createUser(database, user, also),
    byId: (id: string): Promise<User | null> => getUser(db, id),
    /**
     * Applies a change to the current version of the account and returns the result, or
     * null if there is none.
     */
    update: (id: string, fields: UserChange): Promise<User | null> =>
      change(id, (user) => withChange(user, fields)),
    /**
     * Replaces the hash only if it is still `previous`, so that rehashing at login never
     * reverts a password change.
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
     * Replaces the hash if it is still `previous`, ends every session and forgets every
     * known device, in one write. This also ends sessions that are being created with the
     * old password. Returns the changed account, or null if the hash has changed or the
     * account is gone.
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
     * Applies a change and ends every session. If the change includes a `passwordHash`, it
     * also forgets every known device. All in one write. Returns null if there is no such
     * account.
     */
    secure: (id: string, fields: UserChange): Promise<User | null> =>
      change(id, (user) => secured(user, fields)),
    /**
     * Schedules an unconfirmed account for deletion at `now`. Returns false if it is no
     * longer unconfirmed.
     */
    expireUnconfirmed: async (id: string, now: number): Promise<boolean> =>
      await change(
        id,
        (user) => isUnconfirmed(user) ? { ...user, deleteAfter: now } : null,
      ) !== null,
    /**
     * Deletes the account and everything stored about it in one write: sessions, addresses,
     * activity, tokens, queued emails, and rows of a site's own tables that reference the
     * account with `on delete cascade`. Returns false if there was no such account.
     */
    remove: (id: string): Promise<boolean> => removeUser(database, id),
  };
}

/** The accounts of a database. */
export type UserStore = ReturnType<typeof createUsers>;

// If the address is taken, the account is inserted and deleted again. If it is free, the
// same statement deletes nothing, because no account has an empty id. So both cases take
// the same time.
async function createUser(
  { transaction }: Database<AccountTables & FollowingTables>,
  user: User,
  { own, then }: WithAccount = {},
): Promise<boolean> {
  const row = writeRow(userRow, user);
  return await transaction(async (db) => {
    const isAdded = await addUser(db, row, own);
    await then?.(db, isAdded);
    return isAdded;
  });
}

/** Adds an account in a transaction. Returns false if its id or address is taken. */
async function addUser(
  db: Db<AccountTables & FollowingTables>,
  row: User,
  own: WithAccount["own"],
): Promise<boolean> {
  const { id: userId, address, addressKey, createdAt } = row;
  const added = await db.insertInto("users").values(userColumns(row))
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id").execute();
  if (added.length === 0) return false;
  await own?.(db);
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
}

// Foreign keys delete the rest. Tokens and codes need their own statements, because they
// can be older than the account. The account is locked first, as it is when a token or code
// is added, so that the two cannot deadlock.
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
