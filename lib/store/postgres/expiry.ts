/**
 * Forgetting what has expired, which PostgreSQL does not do by itself.
 *
 * @module
 */
import type { Queries } from "./database.ts";

/** So many rows go in one statement, so that none takes long or holds others up. */
const ROWS_A_STATEMENT = 1_000;

/** What expires, and which column says when. Each has an index. */
export const EXPIRING = [
  ["sessions", "expires_at"],
  ["limits", "full_at"],
  ["one_time_tokens", "expires_at"],
  ["one_time_codes", "expires_at"],
  ["one_time_generations", "until"],
  ["activity", "expires_at"],
  ["addresses", "kept_until"],
  ["mails", "kept_until"],
];

/**
 * Deletes what has expired by now. Several processes may do it at the same time: rows
 * that another is just deleting or changing are left for the next time.
 *
 * @returns How many rows went.
 */
export async function forgetExpired(
  queries: Queries,
  now: number,
): Promise<number> {
  let forgotten = 0;
  for (const [table, column] of EXPIRING) {
    let some: unknown[];
    do {
      some = await queries.query(
        `delete from latchkey.${table} where ctid = any(array(
           select ctid from latchkey.${table} where ${column} <= $1
           limit $2 for update skip locked))
         returning 1`,
        [now, ROWS_A_STATEMENT],
      );
      forgotten += some.length;
    } while (some.length === ROWS_A_STATEMENT);
  }
  return forgotten;
}
