/**
 * Opens the store in the configured database.
 *
 * @module
 */
import type { Database } from "./database/database.ts";
import type { Migrations } from "./database/migrations.ts";
import { openDatabase } from "./database/open.ts";
import type { Settings } from "./settings/settings.ts";
import { createStore, type Store } from "./store.ts";

/** An open database and its operations. */
export interface OpenStore {
  readonly database: Database;
  readonly store: Store;
}

/**
 * Opens the database and applies pending migrations. Throws the errors of {@linkcode
 * openDatabase}.
 */
export async function openStore(
  settings: Pick<Settings, "databaseFile" | "databaseUrl">,
  migrations: Migrations,
): Promise<OpenStore> {
  const database = await openDatabase(settings, migrations);
  return { database, store: createStore(database, migrations) };
}
