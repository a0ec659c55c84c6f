/**
 * Users as their rows: what a row must look like to be believed, reading one, and writing it
 * back. A database can be edited or restored: a row that does not fit counts as absent.
 *
 * @module
 */
import { sql } from "kysely";
import * as v from "valibot";
import type { Database, Db } from "../database/database.ts";
import {
  address,
  addressKey,
  flag,
  id,
  languageTag,
  readRow,
  text,
  wholeNumber,
  writeRow,
} from "./row_fields.ts";
import { ROLES, type User } from "./users.ts";

/** How many former addresses an account may have at once. */
export const MAX_FORMER_ADDRESSES = 20;

const formerAddress = v.object({
  address,
  addressKey,
  keptUntil: wholeNumber,
});

/** What a user must look like. */
const userRow = v.object({
  id,
  address,
  addressKey,
  name: text(200),
  // No account is lost over it: what cannot be a tag was never chosen.
  language: v.fallback(v.nullable(languageTag), null),
  passwordHash: text(300),
  roles: v.pipe(v.array(v.picklist(ROLES)), v.maxLength(ROLES.length)),
  verifiedAt: v.nullable(wholeNumber),
  formerAddresses: v.pipe(
    v.array(formerAddress),
    v.maxLength(MAX_FORMER_ADDRESSES),
  ),
  disabled: flag,
  sessionEpoch: wholeNumber,
  credentialEpoch: wholeNumber,
  deleteAfter: v.nullable(wholeNumber),
  createdAt: wholeNumber,
});

/** How the hashes of other systems begin, and bcrypt above the cost of the app's own. */
const SLOW_HASH =
  /^(?:\$[56]\$|\$?pbkdf2|bcrypt_sha256|\$(?:2[aby]\$|bcrypt-sha256\$v=2,t=2b,r=)1[3-5])/;

/** Whether a hash takes longer to check than one that the app makes by default. */
export function isSlowHash(hash: string): boolean {
  return SLOW_HASH.test(hash);
}

/** Whether a text can be the id of a record: 1 to 64 of the characters of base64url. */
export function isId(value: string): boolean {
  return v.is(id, value);
}

/** Whether a text can be an address key at all, so that the database need not be asked. */
export function isAddressKey(value: string): boolean {
  return v.is(addressKey, value);
}

/** Stands between the fields of a former address, and between former addresses: in no address. */
const [FIELD, ITEM] = ["\x1f", "\x1e"];

/** The columns of a user, for queries that have `users` and their present address as `present`. */
export const USER_COLUMNS = [
  "users.id",
  "present.address",
  "present.addressKey",
  "users.name",
  "users.language",
  "users.passwordHash",
  "users.verifiedAt",
  "users.disabled",
  "users.sessionEpoch",
  "users.credentialEpoch",
  "users.deleteAfter",
  "users.createdAt",
] as const;

/** What else there is of a user, each list as one text. The older a former address, the longer it is kept. */
export const USER_LISTS = [
  sql<string | null>`(select string_agg(role, ${sql.lit(ITEM)} order by role)
    from user_roles where user_roles.user_id = users.id)`.as("roles"),
  sql<string | null>`(select string_agg(
      kept_until || ${sql.lit(FIELD)} || address_key || ${
    sql.lit(FIELD)
  } || address, ${sql.lit(ITEM)} order by kept_until desc)
    from email_addresses former
    where former.user_id = users.id and former.kept_until is not null)`
    .as("formerAddresses"),
];

/** Users with their present address. */
export function selectUsers(db: Db) {
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

/** What {@linkcode selectUsers} gives. */
type UserRow = Awaited<
  ReturnType<ReturnType<typeof selectUsers>["execute"]>
>[number];

/** The user whose row this is; null when it cannot be believed. */
export function readUser(row: UserRow | undefined): User | null {
  if (!row) return null;
  const { roles, formerAddresses, ...columns } = row;
  return readRow(userRow, {
    ...columns,
    roles: roles?.split(ITEM) ?? [],
    formerAddresses: formerAddresses?.split(ITEM).map(readFormer) ?? [],
  });
}

function readFormer(text: string) {
  const [keptUntil, addressKey, address] = text.split(FIELD);
  return { address, addressKey, keptUntil: Number(keptUntil) };
}

/** A user; null when there is none. */
export async function getUser(db: Db, id: string): Promise<User | null> {
  if (!isId(id)) return null;
  const query = selectUsers(db).where("users.id", "=", id);
  return readUser(await query.executeTakeFirst());
}

/** The same in a transaction, to whose end nobody else changes them. */
export async function lockUser(db: Db, id: string): Promise<User | null> {
  if (!isId(id)) return null;
  // First the lock, then the look: what is read while waiting for a lock may be old.
  await db.selectFrom("users").select("id").where("id", "=", id).forUpdate()
    .execute();
  return await getUser(db, id);
}

/**
 * A user as it may be written: nothing is stored that could not be read back.
 *
 * @throws {TypeError} when a field does not fit.
 */
export function writeUser(user: User): User {
  return writeRow(userRow, user);
}

/** The columns of `users` of a user. */
export function userColumns(
  { address: _, addressKey: __, roles: ___, formerAddresses: ____, ...columns }:
    User,
) {
  return { ...columns, slowHash: isSlowHash(columns.passwordHash) };
}

/** Replaces the row and the roles of a user who is locked. Addresses are not its business. */
export async function setUser(db: Db, user: User): Promise<User> {
  const row = writeUser(user);
  await db.updateTable("users").set(userColumns(row)).where("id", "=", row.id)
    .execute();
  await db.deleteFrom("userRoles").where("userId", "=", row.id).execute();
  await addRoles(db, row);
  return row;
}

/** Gives a user who has no roles theirs. */
export async function addRoles(db: Db, { id, roles }: User): Promise<void> {
  if (roles.length === 0) return;
  await db.insertInto("userRoles")
    .values(roles.map((role) => ({ userId: id, role }))).execute();
}

/**
 * Applies a change to the newest version of a user; null when there is no such user or
 * `change` gives null.
 */
export function changeUser(
  { transaction }: Database,
  id: string,
  change: (user: User) => User | null,
): Promise<User | null> {
  return transaction(async (db) => {
    const user = await lockUser(db, id);
    const changed = user && change(user);
    return changed && await setUser(db, changed);
  });
}
