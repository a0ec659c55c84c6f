/**
 * An in-memory database, and the content of a database.
 *
 * @module
 */
import { sql } from "kysely";
import type { Database } from "../../database/database.ts";
import { type OpenStore, openStore } from "../../open_store.ts";
import { TEST_MIGRATIONS } from "../site.ts";

/** Opens an empty in-memory database. */
export function openInMemory(): Promise<OpenStore> {
  return openStore(
    { databaseUrl: null, databaseFile: ":memory:" },
    TEST_MIGRATIONS,
  );
}

/** Every row of every table, one per line, sorted. */
export async function dump({ db }: Database): Promise<string> {
  const lines: string[] = [];
  for (const { name } of await db.introspection.getTables()) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(db);
    lines.push(...rows.map((row) => JSON.stringify([name, row])));
  }
  return lines.sort().join("\n");
}
