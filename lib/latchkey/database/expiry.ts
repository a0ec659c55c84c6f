/**
 * Deleting what has expired.
 *
 * @module
 */
import { sql } from "kysely";
import type { Database } from "./database.ts";
import type { Schema } from "./schema.ts";

/** So many rows go in one statement, so that none takes long or holds others up. */
const ROWS_A_STATEMENT = 500;

/**
 * Deletes what has expired by now. Several processes may do it at the same time: rows that
 * another is just deleting or changing are left for the next time.
 *
 * @returns How many rows went.
 */
export async function deleteExpired(
  database: Pick<Database, "db" | "dialect">,
  schemas: readonly Pick<Schema, "tables">[],
  now: number,
): Promise<number> {
  let deleted = 0;
  for (const { tables } of schemas) {
    for (const [table, { expiresAt }] of Object.entries(tables)) {
      if (expiresAt === undefined) continue;
      deleted += await deleteRows(database, [table, expiresAt], now);
    }
  }
  return deleted;
}

async function deleteRows(
  { db, dialect }: Pick<Database, "db" | "dialect">,
  [table, column]: readonly [table: string, column: string],
  now: number,
): Promise<number> {
  const isSqlite = dialect === "sqlite";
  const place = sql.raw(isSqlite ? "rowid" : "ctid");
  const unlocked = sql.raw(isSqlite ? "" : "for update skip locked");
  let deleted = 0;
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
  return deleted;
}
