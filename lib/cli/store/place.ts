/**
 * Databases that a person names on the command line.
 *
 * @module
 */
import { readSettings, type Settings, SettingsError } from "../../settings.ts";
import { storeName } from "../../store/name.ts";
import { isDatabaseFile } from "../../store/data_folder.ts";
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
  { databaseUrl, databaseFile }: Settings,
): Pick<Settings, "databaseUrl" | "databaseFile"> {
  if (word === "DATABASE_FILE") return { databaseUrl: null, databaseFile };
  if (/^postgres(?:ql)?:/i.test(word)) {
    return { databaseUrl: readDatabaseUrl(word), databaseFile };
  }
  if (word !== "DATABASE_URL") {
    return { databaseUrl: null, databaseFile: readDatabaseFile(word) };
  }
  if (databaseUrl === null) {
    throw new CommandFailure("usage", "DATABASE_URL is not set.");
  }
  return { databaseUrl, databaseFile };
}

/**
 * Makes sure that a database to read from is there: opening a file would make it.
 *
 * @throws {CommandFailure} when it is not.
 */
export async function mustBeThere({ settings, name }: Place): Promise<void> {
  const { databaseUrl, databaseFile } = settings;
  if (databaseUrl !== null || !isDatabaseFile(databaseFile)) return;
  try {
    await Deno.stat(databaseFile);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CommandFailure("not_found", `There is no database at ${name}.`);
  }
}

function readDatabaseUrl(word: string): URL | null {
  return read({ DATABASE_URL: word }).databaseUrl;
}

/** A file may lie in any folder here; a URL is one that the setting may be. */
function readDatabaseFile(word: string): string {
  return word.includes("://")
    ? read({ DATABASE_FILE: word }).databaseFile
    : word;
}

function read(setting: Record<string, string>): Settings {
  try {
    return readSettings({ APP_ENV: "test", ...setting });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new CommandFailure("usage", error.message);
  }
}
