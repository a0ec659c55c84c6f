/**
 * Opens the database that the settings name.
 *
 * @module
 */
import type { Settings } from "../settings.ts";
import { createDatabase, type Database } from "./database.ts";
import { migrate, type Migrations } from "./migrations.ts";
import { LIBRARY_MIGRATIONS } from "./schema.ts";
import { openSqlite } from "./sqlite/engine.ts";
import { sqliteOpenError } from "./sqlite/opening.ts";

/** The library's migrations, then the site's. */
export const MIGRATIONS: Migrations = LIBRARY_MIGRATIONS;

/**
 * Opens PostgreSQL by `DATABASE_URL`, or where there is none SQLite, and changes nothing.
 *
 * @throws {StoreOpenError} when it cannot be used until an operator does something.
 */
export async function connectDatabase(
  { databaseUrl, databaseFile }: Pick<
    Settings,
    "databaseUrl" | "databaseFile"
  >,
): Promise<Database> {
  if (databaseUrl !== null) {
    const { openPostgres } = await import("./postgres/engine.ts"); // A start without it is faster.
    return createDatabase(await openPostgres(databaseUrl));
  }
  try {
    return createDatabase(await openSqlite(databaseFile));
  } catch (error) {
    throw sqliteOpenError(databaseFile, error);
  }
}

/**
 * Opens the database and applies the migrations that are pending.
 *
 * @throws {StoreOpenError} when it cannot be used until an operator does something.
 * @throws {StoreUnavailableError} when nothing answers there.
 */
export async function openDatabase(
  settings: Pick<Settings, "databaseUrl" | "databaseFile">,
  migrations: Migrations = MIGRATIONS,
): Promise<Database> {
  const database = await connectDatabase(settings);
  try {
    await using connection = await database.openMigrations();
    await migrate(connection, migrations, Date.now());
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
