/**
 * Opens the database that the settings name.
 *
 * @module
 */
import type { Settings } from "../settings/settings.ts";
import { ensureComplete } from "./any_table.ts";
import { createDatabase, type Database } from "./database.ts";
import { migrate, type Migrations } from "./migrations.ts";
import { openSqlite } from "./sqlite/engine.ts";
import { sqliteOpenError } from "./sqlite/opening.ts";
import { StoreOpenError, StoreUnavailableError } from "./unavailable.ts";

/** Advice for a site without a database on Deno Deploy. */
export const ASSIGN_DATABASE =
  "Deno Deploy keeps no files, so the site needs PostgreSQL there. Create a " +
  "database with `deno deploy database provision <name> --kind prisma --region " +
  "<region>`, or link your own with `deno deploy database link <name>`, and " +
  "assign it to the app with `deno deploy database assign <name>`. Or set " +
  "DATABASE_URL.";

/**
 * Opens PostgreSQL when `DATABASE_URL` is set, otherwise SQLite. Changes nothing.
 *
 * @throws {StoreOpenError} when an operator must act before it can be used.
 */
export async function connectDatabase(
  { databaseUrl, databaseFile }: Pick<
    Settings,
    "databaseUrl" | "databaseFile"
  >,
): Promise<Database> {
  if (databaseUrl !== null) {
    const { openPostgres } = await import("./postgres/engine.ts"); // Loaded late, to keep the start fast.
    return createDatabase(await openPostgres(databaseUrl));
  }
  if (databaseFile === null) {
    throw new StoreOpenError(`There is no database. ${ASSIGN_DATABASE}`);
  }
  try {
    return createDatabase(await openSqlite(databaseFile));
  } catch (error) {
    throw sqliteOpenError(databaseFile, error);
  }
}

/**
 * Opens the database and applies pending migrations.
 *
 * @throws {StoreOpenError} when an operator must act before it can be used.
 * @throws {StoreUnavailableError} when the server doesn't answer.
 */
export async function openDatabase(
  settings: Pick<Settings, "databaseUrl" | "databaseFile">,
  migrations: Migrations,
): Promise<Database> {
  const database = await connectDatabase(settings);
  try {
    await using connection = await database.openMigrations();
    await ensureComplete(connection);
    await migrate(connection, migrations, Date.now());
    return database;
  } catch (error) {
    await database.close();
    const { databaseUrl, databaseFile } = settings;
    const isOfFile = databaseUrl === null && databaseFile !== null &&
      error instanceof StoreUnavailableError;
    throw isOfFile ? sqliteOpenError(databaseFile, error) : error;
  }
}
