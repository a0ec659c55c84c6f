/**
 * The signing keys of a development machine: a file beside the database, created at the first
 * start, so that trying the app needs no setup.
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

/** Thrown when the file can't be used. The message tells the operator what to do. */
export class KeysFileError extends Error {
  override readonly name = "KeysFileError";
}

/**
 * The path of the file; null outside development, when `JWT_KEYS` is set, or when the database
 * is in memory.
 */
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
 * Reads the file, and creates it with one new key when it doesn't exist. Processes that start
 * at the same time agree on the same keys.
 *
 * @throws {KeysFileError} that names the file when its content is invalid.
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
        "Fix it, or delete it to get a new key, which logs everyone out.",
    );
  }
}

/** Replaces the keys. A running server uses the new ones after its next start. */
export function writeKeysFile(
  path: string,
  set: JsonWebKeySet,
): Promise<void> {
  return replacePrivateFile(path, fileText(set));
}

function fileText(set: JsonWebKeySet): string {
  return `${keySetText(set)}\n`;
}
