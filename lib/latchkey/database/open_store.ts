/**
 * Opens the store in the database that the settings name.
 *
 * @module
 */
import type { Database } from "./database.ts";
import { MIGRATIONS, openDatabase } from "./open.ts";
import type { Settings } from "../settings/settings.ts";
import { createStore, type Store } from "./store.ts";

/** An open database, and the operations on it. */
export interface OpenStore {
  readonly database: Database;
  readonly store: Store;
}

/** Opens the database and brings it up to date. Throws as {@linkcode openDatabase} does. */
export async function openStore(
  settings: Pick<Settings, "databaseFile" | "databaseUrl">,
): Promise<OpenStore> {
  const database = await openDatabase(settings);
  return { database, store: createStore(database, MIGRATIONS) };
}
