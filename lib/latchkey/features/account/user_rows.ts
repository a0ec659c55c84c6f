/**
 * Reads an account from its rows, and writes it back.
 *
 * @module
 */
import type { AccountTables, FollowingTables } from "./tables.ts";
import { sql } from "kysely";
import type { Database, Db } from "../../database/database.ts";
import {
  isId,
  readJson,
  readRow,
  writeRow,
} from "../../database/row_fields.ts";
import { isSlowHash, type User, userRow } from "./user.ts";

/** Separators that no address contains: between fields, and between former addresses. */
const [FIELD, ITEM] = ["\x1f", "\x1e"];

/** The columns of an account, for queries that join `users` and `present`, its current address. */
export const USER_COLUMNS = [
  "users.id",
  "present.address",
  "present.addressKey",
  "users.name",
  "users.language",
  "users.profile",
  "users.passwordHash",
  "users.verifiedAt",
  "users.disabled",
  "users.sessionEpoch",
  "users.credentialEpoch",
  "users.deleteAfter",
  "users.importedAt",
  "users.createdAt",
] as const;

/**
 * Lists, each aggregated into one string. Sorting them in SQL would make a session lookup a
 * third slower.
 */
export const USER_LISTS = [
  sql<string | null>`(select string_agg(role, ${sql.lit(ITEM)})
    from user_roles where user_roles.user_id = users.id)`.as("roles"),
  sql<string | null>`(select string_agg(
      kept_until || ${sql.lit(FIELD)} || address_key || ${
    sql.lit(FIELD)
  } || address, ${sql.lit(ITEM)})
    from email_addresses former
    where former.user_id = users.id and former.kept_until is not null)`
    .as("formerAddresses"),
];

/** Accounts with their current address. */
export function selectUsers(db: Db<AccountTables>) {
  return db.selectFrom("users")
    .innerJoin(
      "emailAddresses as present",
      (join) =>
        join.onRef("present.userId", "=", "users.id")
          .on("present.keptUntil", "is", null),
    )
    .select(USER_COLUMNS)
    .select(USER_LISTS);
}

type UserRow = Awaited<
  ReturnType<ReturnType<typeof selectUsers>["execute"]>
>[number];

/** Reads an account from a row. Returns null if the row is not valid. */
export function readUser(row: UserRow | undefined): User | null {
  if (!row) return null;
  const { profile, roles, formerAddresses, ...columns } = row;
  return readRow(userRow, {
    ...columns,
    ...profile !== null && { profile: readJson(profile) },
    roles: roles?.split(ITEM).sort() ?? [],
    // The older a former address is, the longer it is reserved.
    formerAddresses: formerAddresses?.split(ITEM).map(readFormer)
      .sort((one, other) => other.keptUntil - one.keptUntil) ?? [],
  });
}

function readFormer(text: string) {
  const [keptUntil, addressKey, address] = text.split(FIELD);
  return { address, addressKey, keptUntil: Number(keptUntil) };
}

/** Finds an account by id; null if there is none. */
export async function getUser(
  db: Db<AccountTables>,
  id: string,
): Promise<User | null> {
  if (!isId(id)) return null;
  const query = selectUsers(db).where("users.id", "=", id);
  return readUser(await query.executeTakeFirst());
}

/** Finds an account and locks it until the end of the transaction. */
export async function lockUser(
  db: Db<AccountTables>,
  id: string,
): Promise<User | null> {
  if (!isId(id)) return null;
  // Lock before reading: a row read while waiting for the lock may be outdated.
  await db.selectFrom("users").select("id").where("id", "=", id).forUpdate()
    .execute();
  return await getUser(db, id);
}

/** The values of an account's row in `users`. */
export function userColumns(
  { address: _, addressKey: __, roles: ___, formerAddresses: ____, ...rest }:
    User,
) {
  const { profile = {}, ...columns } = rest;
  return {
    ...columns,
    profile: Object.keys(profile).length > 0 ? JSON.stringify(profile) : null,
    slowHash: isSlowHash(columns.passwordHash),
  };
}

/**
 * Replaces the row and roles of a locked account and deletes sessions of past epochs.
 * Addresses are not changed.
 */
export async function setUser(
  db: Db<AccountTables & Pick<FollowingTables, "sessions">>,
  user: User,
): Promise<User> {
  const row = writeRow(userRow, user);
  await db.updateTable("users").set(userColumns(row)).where("id", "=", row.id)
    .execute();
  await db.deleteFrom("userRoles").where("userId", "=", row.id).execute();
  await addRoles(db, row);
  await db.deleteFrom("sessions").where("userId", "=", row.id)
    .where("epoch", "<", row.sessionEpoch).execute();
  return row;
}

/** Adds the roles of an account that has none yet. */
export async function addRoles(
  db: Db<AccountTables>,
  { id, roles }: User,
): Promise<void> {
  if (roles.length === 0) return;
  await db.insertInto("userRoles")
    .values(roles.map((role) => ({ userId: id, role }))).execute();
}

/**
 * Applies a change to the current version of an account. Returns null if there is no such
 * account or `change` returns null.
 */
export function changeUser(
  { transaction }: Database<AccountTables & Pick<FollowingTables, "sessions">>,
  id: string,
  change: (user: User) => User | null,
): Promise<User | null> {
  return transaction(async (db) => {
    const user = await lockUser(db, id);
    const changed = user && change(user);
    return changed && await setUser(db, changed);
  });
}
