/**
 * A database in memory, and what lies in a database.
 *
 * @module
 */
import { sql } from "kysely";
import type { Database } from "../../lib/database/database.ts";
import { type OpenStore, openStore } from "../../lib/store/open.ts";

/** Opens an empty database in memory. */
export function openInMemory(): Promise<OpenStore> {
  return openStore({ databaseUrl: null, databaseFile: ":memory:" });
}

/** Every row of every table, as one text. */
export async function dump({ db }: Database): Promise<string> {
  const rows: unknown[] = [];
  for (const { name } of await db.introspection.getTables()) {
    const found = await sql`select * from ${sql.table(name)}`.execute(db);
    rows.push([name, found.rows]);
  }
  return JSON.stringify(rows);
}
