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

/** The lists of accounts in a database. */
export function userLists(db: Db<AccountTables>) {
  return {
    /** In order of id. */
    async list({ cursor = "", limit }: PageRequest): Promise<Page<User>> {
      const rows = await selectUsers(db)
        .where("users.id", ">", cursor)
        .orderBy("users.id").limit(limit + 1).execute();
      return toPage(rows, limit, readUser, ({ id }) => id);
    },
    /** Users whose address key begins with `prefix`, in order of the key. */
    async search(
      prefix: string,
      { cursor = "", limit }: PageRequest,
    ): Promise<Page<User>> {
      if (prefix !== "" && !isAddressKey(prefix)) return { items: [] };
      const isFirst = cursor === "" || !cursor.startsWith(prefix);
      const [than, key] = isFirst
        ? [">=", prefix] as const
        : [">", cursor] as const;
      const rows = await selectUsers(db)
        .where("present.addressKey", than, key)
        .where("present.addressKey", "<", prefix + LAST_CHARACTER)
        .orderBy("present.addressKey").limit(limit + 1).execute();
      return toPage(rows, limit, readUser, ({ addressKey }) => addressKey);
    },
    /** Users whose address is of a domain, in order of the address key. */
    async ofDomain(
      domain: string,
      { cursor = "", limit }: PageRequest,
    ): Promise<Page<User>> {
      const rows = await selectUsers(db)
        .where("present.domain", "=", domain)
        .where("present.addressKey", ">", cursor)
        .orderBy("present.addressKey").limit(limit + 1).execute();
      return toPage(rows, limit, readUser, ({ addressKey }) => addressKey);
    },
    /**
     * Users who never confirmed an address, whom nobody imported, disabled or asked to delete
     * and who have no role, and who were created at `until` or before, the oldest first.
     */
    unconfirmed: (until: number, page: PageRequest): Promise<Page<User>> =>
      unconfirmedUsers(db, until, page),
    /** Ids of users whose `deleteAfter` is at or before `now`, the oldest first, without the first `skip`. */
    async dueForDeletion(
      now: number,
      limit: number,
      skip = 0,
    ): Promise<readonly string[]> {
      const rows = await db.selectFrom("users").select("id")
        .where("deleteAfter", "<=", now)
        .orderBy("deleteAfter").orderBy("id").limit(limit).offset(skip)
        .execute();
      return rows.map(({ id }) => id);
    },
    /**
     * Whether there is a hash that takes longer to check than a new one: of another system,
     * or bcrypt above cost 12.
     */
    async holdsSlowHashes(): Promise<boolean> {
      const found = await db.selectFrom("users").select("id")
        .where(sql<boolean>`slow_hash`).limit(1).executeTakeFirst();
      return found !== undefined;
    },
  };
}

async function unconfirmedUsers(
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
