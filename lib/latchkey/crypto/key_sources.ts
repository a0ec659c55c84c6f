/**
 * Where the keys of a site come from: a setting, or on a development machine a file beside
 * the database, made at the first start, so that nobody needs to set up anything to try the
 * app.
 *
 * @module
 */
import { join } from "node:path";
import { type Settings, SettingsError } from "../settings/settings.ts";
import { databaseFolder } from "../files/data_folder.ts";
import {
  createPrivateFile,
  keepPrivate,
  replacePrivateFile,
} from "../files/private_files.ts";
import {
  generateKey,
  type JsonWebKeySet,
  type KeyAlgorithm,
  keySetText,
  parseKeySet,
} from "./key_set.ts";

/** The settings that keys come from. */
export type KeySettings =
  & Pick<Settings, "appEnv" | "databaseFile">
  & Partial<Pick<Settings, "jwtKeys" | "dataKeys">>;

/** Keys of one kind. */
export interface KeySource {
  readonly variable: "JWT_KEYS" | "DATA_KEYS";
  /** For messages. */
  readonly title: string;
  /** As `deno task cli keys generate --for` calls them. */
  readonly name: "tokens" | "data";
  readonly alg: KeyAlgorithm;
  /** The name of the file in development. */
  readonly file: string;
  /** What losing a key does to the people who depend on it. */
  readonly loss: string;
  /** What someone with a stolen key can do. */
  readonly theft: string;
  /** The value of the variable, secret; null when none is set. */
  value(settings: KeySettings): string | null;
}

/** The keys that sign access tokens. */
export const TOKEN_KEYS: KeySource = {
  variable: "JWT_KEYS",
  title: "signing keys",
  name: "tokens",
  alg: "HS256",
  file: "keys.json",
  loss: "logs everyone out",
  theft: "log in as any user",
  value: ({ jwtKeys }) => jwtKeys ?? null,
};

/** The keys that protect secrets in the database. */
export const DATA_KEYS: KeySource = {
  variable: "DATA_KEYS",
  title: "data keys",
  name: "data",
  alg: "A256GCM",
  file: "data_keys.json",
  loss: "makes every authenticator app and recovery code useless",
  theft: "read the secrets in a copy of the database",
  value: ({ dataKeys }) => dataKeys ?? null,
};

/** Thrown when the file can't be used. The message tells the operator what to do. */
export class KeysFileError extends Error {
  override readonly name = "KeysFileError";
}

/**
 * The path of the file; null outside development, when the variable is set, or when the database
 * is in memory.
 */
export function keysFile(
  settings: KeySettings,
  source: KeySource = TOKEN_KEYS,
): string | null {
  const folder = databaseFolder(settings);
  return source.value(settings) === null &&
      settings.appEnv === "development" && folder !== null
    ? join(folder, source.file)
    : null;
}

/**
 * The keys that the settings name: those of the variable; else in development those of the
 * file; else, where the database is in memory too, new ones for this process.
 *
 * @throws {SettingsError} when production has none, or those of the variable cannot be used.
 * @throws {KeysFileError} when the file cannot be used.
 */
export async function openKeySet(
  settings: KeySettings,
  source: KeySource,
): Promise<JsonWebKeySet> {
  const value = source.value(settings);
  if (value !== null) return keysOfVariable(value, source);
  if (settings.appEnv === "production") {
    throw new SettingsError([missingKeys(source)]);
  }
  const file = keysFile(settings, source);
  return file === null
    ? { keys: [generateKey(source.alg)] }
    : await readKeysFile(file, source);
}

/**
 * Reads the keys of a variable.
 *
 * @throws {SettingsError} when they cannot be used.
 */
export function keysOfVariable(text: string, source: KeySource): JsonWebKeySet {
  try {
    return parseKeySet(text, source.alg);
  } catch (error) {
    throw error instanceof Error ? keysError(source, error.message) : error;
  }
}

function keysError(source: KeySource, problem: string) {
  return new SettingsError([problemWith(source, problem)]);
}

/** A problem with a variable, for a {@linkcode SettingsError}. */
export function problemWith({ variable, alg }: KeySource, problem: string) {
  const example =
    `{"keys":[{"kty":"oct","kid":"2025","alg":"${alg}","k":"…"}]}`;
  return { name: variable, problem, example };
}

/** The problem of a variable that isn't set in production. */
export function missingKeys(source: KeySource) {
  return problemWith(
    source,
    "is not set, and the app doesn't create a key by itself in production. " +
      `Create one with \`deno task cli keys generate --for ${source.name}\` and store it as a secret`,
  );
}

/**
 * Reads the file, and makes it with one new key when there is none. Processes that
 * start at once agree on the same keys.
 *
 * @throws {KeysFileError} that names the file when it holds no keys.
 */
export async function readKeysFile(
  path: string,
  { alg, loss, title }: Pick<KeySource, "alg" | "loss" | "title"> = TOKEN_KEYS,
): Promise<JsonWebKeySet> {
  await createPrivateFile(path, fileText({ keys: [generateKey(alg)] }));
  await keepPrivate(path);
  try {
    return parseKeySet(await Deno.readTextFile(path), alg);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new KeysFileError(
      `The ${title} in ${path} cannot be used: the file ${error.message}. ` +
        `Fix it, or delete it to get a new key, which ${loss}.`,
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
