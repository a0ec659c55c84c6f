/**
 * Deleting what has expired.
 *
 * @module
 */
import { sql } from "kysely";
import type { Database } from "./database.ts";

/** So many rows go in one statement, so that none takes long or holds others up. */
const ROWS_A_STATEMENT = 500;

/** What expires, and which column says when. Each has an index. */
const EXPIRING = [
  ["sessions", "expires_at"],
  ["rate_limits", "full_at"],
  ["tokens", "expires_at"],
  ["codes", "expires_at"],
  ["activity", "expires_at"],
  ["email_addresses", "kept_until"],
  ["emails", "kept_until"],
] as const;

/**
 * Deletes what has expired by now. Several processes may do it at the same time: rows that
 * another is just deleting or changing are left for the next time.
 *
 * @returns How many rows went.
 */
export async function deleteExpired(
  { db, dialect }: Database,
  now: number,
): Promise<number> {
  const isSqlite = dialect === "sqlite";
  const place = sql.raw(isSqlite ? "rowid" : "ctid");
  const unlocked = sql.raw(isSqlite ? "" : "for update skip locked");
  let deleted = 0;
  for (const [table, column] of EXPIRING) {
    let some: number;
    do {
      const { rows } = await sql`delete from ${sql.table(table)}
        where ${place} in (select ${place} from ${sql.table(table)}
          where ${sql.ref(column)} <= ${now}
          limit ${ROWS_A_STATEMENT} ${unlocked})
        returning 1 as deleted`.execute(db);
      some = rows.length;
      deleted += some;
    } while (some === ROWS_A_STATEMENT);
  }
  return deleted;
}
