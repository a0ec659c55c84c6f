/**
 * Databases that a person names on the command line.
 *
 * @module
 */
import {
  databaseFile as fileSchema,
  databaseUrl as urlSchema,
  isUrl,
} from "../../settings/database.ts";
import { readSetting, SettingsError } from "../../settings/reading.ts";
import type { Setting } from "../../settings/schemas.ts";
import type { Settings } from "../../settings/settings.ts";
import type { Cli } from "../../cli/cli.ts";
import type { Database } from "../database.ts";
import { storeName } from "../name.ts";
import { isDatabaseFile } from "../../files/data_folder.ts";
import { isPresent } from "../../files/private_files.ts";
import { CommandFailure } from "../../cli/outcome.ts";

/**
 * Finds the database that a word means: the name of the setting that holds it, which
 * keeps a password out of the list of processes; or the path or URL itself.
 *
 * @throws {CommandFailure} when there is no such database.
 */
export function findDatabase(word: string, settings: Settings): Settings {
  const { databaseUrl, databaseFile } = settings;
  if (/^postgres(?:ql)?:/i.test(word)) {
    return { ...settings, databaseUrl: read("DATABASE_URL", urlSchema, word) };
  }
  if (word === "DATABASE_URL" && databaseUrl !== null) return settings;
  if (word === "DATABASE_FILE" && databaseFile !== null) {
    return { ...settings, databaseUrl: null };
  }
  if (word === "DATABASE_URL" || word === "DATABASE_FILE") {
    throw new CommandFailure("usage", `${word} is not set.`);
  }
  if (word === "") {
    throw new CommandFailure("usage", "The database name is empty.");
  }
  // Other than the setting's, the file may be in any folder.
  if (isUrl(word) || word.endsWith("/")) {
    read("DATABASE_FILE", fileSchema, word);
  }
  return { ...settings, databaseUrl: null, databaseFile: word };
}

/**
 * Makes sure that a database to read from is there: opening a file would make it.
 *
 * @throws {CommandFailure} when it is not.
 */
export async function mustBeThere(settings: Settings): Promise<void> {
  if (await isThere(settings)) return;
  const name = storeName(settings);
  throw new CommandFailure("not_found", `Database not found: ${name}.`);
}

/** Whether the file of a database is there. A server is not asked. */
export async function isThere(
  { databaseUrl, databaseFile }: Settings,
): Promise<boolean> {
  const file = databaseUrl === null ? databaseFile : null;
  return file === null || !isDatabaseFile(file) || await isPresent(file);
}

function read<Value>(
  name: string,
  schema: Setting<Value>,
  word: string,
): Value {
  try {
    return readSetting(name, schema, word);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new CommandFailure("usage", error.message);
  }
}

/** Opens the database that settings name, as it is, and closes it afterwards. */
export async function usingDatabase<Result>(
  cli: Pick<Cli, "connectDatabase">,
  settings: Settings,
  use: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await cli.connectDatabase(settings);
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}
