/**
 * The signing keys of a development machine: a file beside the database, made at
 * the first start, so that nobody needs to set up anything to try the app.
 *
 * @module
 */
import { join } from "node:path";
import type { Settings } from "../settings/settings.ts";
import { databaseFolder } from "../files/data_folder.ts";
import {
  createPrivateFile,
  keepPrivate,
  replacePrivateFile,
} from "../files/private_files.ts";
import {
  generateKey,
  type JsonWebKeySet,
  keySetText,
  parseKeySet,
} from "./key_set.ts";

/** Thrown when the file cannot be used. Its message is for whoever runs the site: what to do. */
export class KeysFileError extends Error {
  override readonly name = "KeysFileError";
}

/** Where the file lies; null when the keys come from `JWT_KEYS`, must come from there, or live in memory alone. */
export function keysFile(
  settings: Pick<Settings, "appEnv" | "jwtKeys" | "databaseFile">,
): string | null {
  const { appEnv, jwtKeys } = settings;
  const folder = databaseFolder(settings);
  return jwtKeys === null && appEnv === "development" && folder !== null
    ? join(folder, "keys.json")
    : null;
}

/**
 * Reads the file, and makes it with one new key when there is none. Processes that
 * start at once agree on the same keys.
 *
 * @throws {KeysFileError} that names the file when it holds no keys.
 */
export async function readKeysFile(path: string): Promise<JsonWebKeySet> {
  await createPrivateFile(path, fileText({ keys: [generateKey()] }));
  await keepPrivate(path);
  try {
    return parseKeySet(await Deno.readTextFile(path));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new KeysFileError(
      `The signing keys in ${path} cannot be used: the file ${error.message}. ` +
        "Mend it, or remove it to get a new key and log everybody out.",
    );
  }
}

/** Replaces the keys; a running server uses them from its next start. */
export function writeKeysFile(
  path: string,
  set: JsonWebKeySet,
): Promise<void> {
  return replacePrivateFile(path, fileText(set));
}

function fileText(set: JsonWebKeySet): string {
  return `${keySetText(set)}\n`;
}
