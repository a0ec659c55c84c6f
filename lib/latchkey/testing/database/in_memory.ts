/**
 * Databases in memory, and dumps of databases.
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

/**
 * All rows of all tables as lines of JSON, sorted. Use it to check that a secret isn't stored.
 *
 * @throws the database's errors.
 *
 * @example
 * ```ts
 * import { addUser, dump, PASSWORD, testServices } from "@latchkey/core/testing";
 *
 * await using services = await testServices();
 * await addUser(services);
 * console.assert(!(await dump(services.database)).includes(PASSWORD));
 * ```
 */
export async function dump({ db }: Database): Promise<string> {
  const lines: string[] = [];
  for (const { name } of await db.introspection.getTables()) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(db);
    lines.push(...rows.map((row) => JSON.stringify([name, row])));
  }
  return lines.sort().join("\n");
}
