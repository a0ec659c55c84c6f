/**
 * Applies migrations to a test's database.
 *
 * @module
 */
import { connectDatabase } from "../../database/open.ts";
import {
  migrate,
  type Migrations,
  pendingMigrations,
} from "../../database/migrations.ts";
import { NOW } from "./fixtures.ts";
import type { TestDatabase } from "./on_each_database.ts";

/** Applies migrations, as a process does at its start. */
export async function applyIn(
  { settings }: TestDatabase,
  migrations: Migrations,
): Promise<string[]> {
  const database = await connectDatabase(settings);
  try {
    await using connection = await database.openMigrations();
    return await migrate(connection, migrations, NOW);
  } finally {
    await database.close();
  }
}

/** The migrations that a process would apply at its start. */
export async function pendingIn(
  { settings }: TestDatabase,
  migrations: Migrations,
) {
  const database = await connectDatabase(settings);
  try {
    await using connection = await database.openMigrations();
    return await pendingMigrations(connection, migrations);
  } finally {
    await database.close();
  }
}

/** The names of applied migrations, in order. */
export const appliedIn = ({ edit }: TestDatabase) =>
  edit<{ name: string }>(
    "select name from latchkey_migrations order by applied_at, name",
  ).then((rows) => rows.map(({ name }) => name));
