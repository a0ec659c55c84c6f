/**
 * The keys that sign and verify access tokens.
 *
 * @module
 */
import * as base64url from "jose/base64url";
import { type Settings, SettingsError } from "../settings/settings.ts";
import {
  generateKey,
  type JsonWebKey,
  type JsonWebKeySet,
  parseKeySet,
} from "./key_set.ts";
import { keysFile, readKeysFile } from "./keys_file.ts";

export {
  generateKey,
  type JsonWebKey,
  type JsonWebKeySet,
  KeySetError,
  keySetText,
  parseKeySet,
  rotateKeys,
} from "./key_set.ts";

/** An imported key. The secret can't be read back from it. */
export interface SigningKey {
  readonly kid: string;
  readonly alg: "HS256";
  readonly key: CryptoKey;
}

/** The keys in use. */
export interface KeyRing {
  /** Signs new tokens. */
  readonly signing: SigningKey;
  /** All keys that verify tokens, by their `kid`, including the signing key. */
  readonly byKid: ReadonlyMap<string, SigningKey>;
}

/** Imports the keys of a set. The first one signs. */
export async function createKeyRing(set: JsonWebKeySet): Promise<KeyRing> {
  const keys = await Promise.all(set.keys.map(importKey));
  return {
    signing: keys[0],
    byKid: new Map(keys.map((key) => [key.kid, key])),
  };
}

/**
 * Opens the keys that the settings name: `JWT_KEYS`; otherwise, in development, the file beside
 * the database; otherwise a new key for this process.
 *
 * @throws {SettingsError} when production has no keys, or `JWT_KEYS` is invalid.
 * @throws {KeysFileError} when the file is invalid.
 */
export async function openKeyRing(
  settings: Pick<Settings, "appEnv" | "jwtKeys" | "databaseFile">,
): Promise<KeyRing> {
  const { appEnv, jwtKeys } = settings;
  if (jwtKeys !== null) return await createKeyRing(readJwtKeys(jwtKeys));
  if (appEnv === "production") {
    throw jwtKeysError(
      "is not set, and the app doesn't create a key by itself in production. " +
        "Create one with `deno task cli keys generate` and store it as a secret",
    );
  }
  const file = keysFile(settings);
  return await createKeyRing(
    file === null ? { keys: [generateKey()] } : await readKeysFile(file),
  );
}

function readJwtKeys(text: string): JsonWebKeySet {
  try {
    return parseKeySet(text);
  } catch (error) {
    throw error instanceof Error ? jwtKeysError(error.message) : error;
  }
}

function jwtKeysError(problem: string): SettingsError {
  return new SettingsError([{
    name: "JWT_KEYS",
    problem,
    example: `{"keys":[{"kty":"oct","kid":"2025","alg":"HS256","k":"…"}]}`,
  }]);
}

async function importKey({ kid, alg, k }: JsonWebKey): Promise<SigningKey> {
  const key = await crypto.subtle.importKey(
    "raw",
    Uint8Array.from(base64url.decode(k)),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign", "verify"],
  );
  return { kid, alg, key };
}
