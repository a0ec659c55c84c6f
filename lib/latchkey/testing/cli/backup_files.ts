/**
 * Databases to back up and restore.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { type Place, type Places, withPlaces } from "../database/places.ts";
import { fillSite, SITE } from "../database/site_tables.ts";
import { openInMemory } from "../database/in_memory.ts";
import { type Ran, run } from "./run.ts";

/** The environment variables for a database. */
export function environmentOf(
  { databaseUrl, databaseFile }: Place,
): Record<string, string> {
  const env = { APP_ENV: "test", BCRYPT_COST: "4" };
  return databaseUrl
    ? { ...env, DATABASE_URL: databaseUrl.href }
    : { ...env, DATABASE_FILE: databaseFile };
}

/** Runs a command on a database without migrating it first. */
export async function runAt(
  place: Place,
  args: readonly string[],
  migrations = SITE,
): Promise<Ran> {
  const { store } = await openInMemory(); // These commands don't use it.
  try {
    return await run(store, args, { env: environmentOf(place), migrations });
  } finally {
    await store.close();
  }
}

/** Backs up a database and returns the file's text. */
export async function backUp(place: Place, file: string): Promise<string> {
  const { code, err } = await runAt(place, ["backup", file]);
  assert.equal(code, 0, err);
  return await Deno.readTextFile(file);
}

/** Runs a test with an SQLite database that has a site's rows, and a path for a backup. */
export function withBackup(
  test: (
    site: Places & { readonly place: Place; readonly file: string },
  ) => Promise<void>,
): Promise<void> {
  return withPlaces(async (places) => {
    const place = await places.empty("sqlite");
    await fillSite(await places.open(place, SITE));
    const file = join(places.folder, "backups", "backup.jsonl");
    await test({ ...places, place, file });
  });
}
