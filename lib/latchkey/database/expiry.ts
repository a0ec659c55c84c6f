/**
 * Deletes expired rows.
 *
 * @module
 */
import { sql } from "kysely";
import type { Database } from "./database.ts";
import type { Schema } from "./schema.ts";

/** Rows per statement, so that none takes long or blocks others. */
const ROWS_PER_STATEMENT = 500;

/**
 * Deletes the rows that have expired by `now`. Several processes may run this at the same time:
 * rows that another process is deleting or changing are left for the next run.
 *
 * @returns The number of deleted rows.
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
        limit ${ROWS_PER_STATEMENT} ${unlocked})
      returning 1 as deleted`.execute(db);
    some = rows.length;
    deleted += some;
  } while (some === ROWS_PER_STATEMENT);
  return deleted;
}
