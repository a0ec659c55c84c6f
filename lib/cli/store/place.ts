/**
 * Databases that a person names on the command line.
 *
 * @module
 */
import { readSettings, type Settings, SettingsError } from "../../settings.ts";
import { storeName } from "../../store/name.ts";
import { isKvFile } from "../../store/data_folder.ts";
import { CommandFailure } from "../outcome.ts";

/** A database that was named. */
export interface Place {
  /** What to open, in place of what the settings say. */
  readonly settings: Settings;
  /** What to call it: no user name, no password. */
  readonly name: string;
}

/**
 * Finds the database that a word means: the name of the setting that holds it, which
 * keeps a password out of the list of processes; or the path or URL itself.
 *
 * @throws {CommandFailure} when there is no such database.
 */
export function findPlace(word: string, settings: Settings): Place {
  const named = { ...settings, ...databaseOf(word, settings) };
  return { settings: named, name: storeName(named) };
}

function databaseOf(
  word: string,
  { databaseUrl, kvPath }: Settings,
): Pick<Settings, "databaseUrl" | "kvPath"> {
  if (word === "KV_PATH") return { databaseUrl: null, kvPath };
  if (/^postgres(?:ql)?:/i.test(word)) {
    return { databaseUrl: readDatabaseUrl(word), kvPath };
  }
  if (word !== "DATABASE_URL") {
    return { databaseUrl: null, kvPath: readKvPath(word) };
  }
  if (databaseUrl === null) {
    throw new CommandFailure("usage", "DATABASE_URL is not set.");
  }
  return { databaseUrl, kvPath };
}

/**
 * Makes sure that a database to read from is there: opening a file would make it.
 *
 * @throws {CommandFailure} when it is not.
 */
export async function mustBeThere({ settings, name }: Place): Promise<void> {
  const { databaseUrl, kvPath } = settings;
  if (databaseUrl !== null || !isKvFile(kvPath)) return;
  try {
    await Deno.stat(kvPath);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CommandFailure("not_found", `There is no database at ${name}.`);
  }
}

function readDatabaseUrl(word: string): URL | null {
  return read({ DATABASE_URL: word }).databaseUrl;
}

/** A file may lie in any folder here; a URL is one that the setting may be. */
function readKvPath(word: string): string {
  return word.includes("://") ? read({ KV_PATH: word }).kvPath : word;
}

function read(setting: Record<string, string>): Settings {
  try {
    return readSettings({ APP_ENV: "test", ...setting });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new CommandFailure("usage", error.message);
  }
}
