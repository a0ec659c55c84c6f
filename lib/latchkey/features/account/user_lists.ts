/**
 * Lists of accounts, read a page at a time.
 *
 * @module
 */
import type { AccountTables } from "./tables.ts";
import { sql } from "kysely";
import type { Db } from "../../database/database.ts";
import { type Page, type PageRequest, toPage } from "../../database/pages.ts";
import { readUser, selectUsers } from "./user_rows.ts";
import { isAddressKey, type User } from "./user.ts";

/** Comes after every address that begins with what stands before it. */
const LAST_CHARACTER = "\u{10FFFF}";

/** Users in order of id. */
export async function listUsers(
  db: Db<AccountTables>,
  { cursor = "", limit }: PageRequest,
): Promise<Page<User>> {
  const rows = await selectUsers(db)
    .where("users.id", ">", cursor)
    .orderBy("users.id").limit(limit + 1).execute();
  return toPage(rows, limit, readUser, ({ id }) => id);
}

/** Users whose address key begins with a text, in order of the key. */
export async function searchUsers(
  db: Db<AccountTables>,
  text: string,
  { cursor = "", limit }: PageRequest,
): Promise<Page<User>> {
  if (text !== "" && !isAddressKey(text)) return { items: [] };
  const isFirst = cursor === "" || !cursor.startsWith(text);
  const rows = await selectUsers(db)
    .where("present.addressKey", isFirst ? ">=" : ">", isFirst ? text : cursor)
    .where("present.addressKey", "<", text + LAST_CHARACTER)
    .orderBy("present.addressKey").limit(limit + 1).execute();
  return toPage(rows, limit, readUser, ({ addressKey }) => addressKey);
}

/** Users whose address is of a domain, in order of the address key. */
export async function usersOfDomain(
  db: Db<AccountTables>,
  domain: string,
  { cursor = "", limit }: PageRequest,
): Promise<Page<User>> {
  const rows = await selectUsers(db)
    .where("present.domain", "=", domain)
    .where("present.addressKey", ">", cursor)
    .orderBy("present.addressKey").limit(limit + 1).execute();
  return toPage(rows, limit, readUser, ({ addressKey }) => addressKey);
}

/** Ids of users whose time has come, the oldest first. */
export async function dueForDeletion(
  db: Db<AccountTables>,
  now: number,
  limit: number,
  skip: number,
): Promise<string[]> {
  const rows = await db.selectFrom("users").select("id")
    .where("deleteAfter", "<=", now)
    .orderBy("deleteAfter").orderBy("id").limit(limit).offset(skip).execute();
  return rows.map(({ id }) => id);
}

/** Users whose address was never confirmed, in order of the time they were created. */
export async function unconfirmedUsers(
  db: Db<AccountTables>,
  until: number,
  { cursor = "", limit }: PageRequest,
): Promise<Page<User>> {
  const [, after = "0", id = ""] = /^(\d{1,16}) (.*)$/s.exec(cursor) ?? [];
  const rows = await selectUsers(db)
    .where("users.verifiedAt", "is", null)
    .where("users.deleteAfter", "is", null)
    .where("users.disabled", "=", false)
    .where(({ not, exists, selectFrom }) =>
      not(exists(
        selectFrom("userRoles").select("role")
          .whereRef("userRoles.userId", "=", "users.id"),
      ))
    )
    .where("users.importedAt", "is", null)
    .where("users.createdAt", "<=", until)
    .where(
      sql<boolean>`(users.created_at, users.id) > (${Number(after)}, ${id})`,
    )
    .orderBy("users.createdAt").orderBy("users.id").limit(limit + 1).execute();
  return toPage(
    rows,
    limit,
    readUser,
    ({ createdAt, id }) => `${createdAt} ${id}`,
  );
}

/** Whether any account has a hash that takes long to check. */
export async function holdsSlowHashes(db: Db<AccountTables>): Promise<boolean> {
  const found = await db.selectFrom("users").select("id")
    .where(sql<boolean>`slow_hash`).limit(1).executeTakeFirst();
  return found !== undefined;
}
