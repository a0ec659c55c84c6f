/**
 * Paginated lists of accounts.
 *
 * @module
 */
import type { AccountTables } from "./tables.ts";
import { sql } from "kysely";
import type { Db } from "../../database/database.ts";
import { type Page, type PageRequest, toPage } from "../../database/pages.ts";
import { readUser, selectUsers } from "./user_rows.ts";
import { isAddressKey, type User } from "./user.ts";

/** Sorts after every address with the same prefix. */
const LAST_CHARACTER = "\u{10FFFF}";

/** Paginated lists of accounts. */
export function userLists(db: Db<AccountTables>) {
  return {
    /** Ordered by id. */
    async list({ cursor = "", limit }: PageRequest): Promise<Page<User>> {
      const rows = await selectUsers(db)
        .where("users.id", ">", cursor)
        .orderBy("users.id").limit(limit + 1).execute();
      return toPage(rows, limit, readUser, ({ id }) => id);
    },
    /** Accounts whose address key starts with `prefix`, ordered by key. */
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
    /** Accounts with an address at a domain, ordered by address key. */
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
     * Accounts created at or before `until` whose address was never confirmed, oldest
     * first. Leaves out accounts that were imported or disabled, have a role, or are to be
     * deleted.
     */
    unconfirmed: (until: number, page: PageRequest): Promise<Page<User>> =>
      unconfirmedUsers(db, until, page),
    /** Ids of accounts whose `deleteAfter` is at or before `now`, oldest first, without the first `skip`. */
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
     * Whether any hash takes longer to verify than a new one: an imported hash, or bcrypt
     * above cost 12.
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
