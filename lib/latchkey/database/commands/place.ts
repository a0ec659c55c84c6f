/**
 * Databases named on the command line.
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
 * Finds a database by the name of the setting that holds it, which keeps a password out of the
 * process list, or by its path or URL.
 *
 * @throws {CommandFailure} when the setting isn't set or the name is empty.
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
    throw new CommandFailure(
      "usage",
      `${word} is not set. Set it, or name the database by its path or URL.`,
    );
  }
  if (word === "") {
    throw new CommandFailure(
      "usage",
      "The database name is empty. Enter a path, a URL or the name of a setting.",
    );
  }
  // Unlike the setting's, this file may be in any folder.
  if (isUrl(word) || word.endsWith("/")) {
    read("DATABASE_FILE", fileSchema, word);
  }
  return { ...settings, databaseUrl: null, databaseFile: word };
}

/**
 * Makes sure that the file of a database exists before it is read: opening it would create it.
 *
 * @throws {CommandFailure} when it doesn't exist.
 */
export async function ensureExists(settings: Settings): Promise<void> {
  if (await databaseExists(settings)) return;
  const name = storeName(settings);
  throw new CommandFailure(
    "not_found",
    `There is no database at ${name}. Check the path.`,
  );
}

/** Whether the file of a database exists. A server isn't contacted. */
export async function databaseExists(
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

/** Opens a database without migrating it, and closes it afterwards. */
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
