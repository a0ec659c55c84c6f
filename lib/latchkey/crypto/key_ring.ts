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

/** A key ready for use. The secret cannot be read back from it. */
export interface SigningKey {
  readonly kid: string;
  readonly alg: "HS256";
  readonly key: CryptoKey;
}

/** All keys in use. */
export interface KeyRing {
  /** Signs new tokens. */
  readonly signing: SigningKey;
  /** Verify tokens, the signing one among them. */
  readonly byKid: ReadonlyMap<string, SigningKey>;
}

/** Makes the keys of a set ready. The first one signs. */
export async function createKeyRing(set: JsonWebKeySet): Promise<KeyRing> {
  const keys = await Promise.all(set.keys.map(importKey));
  return {
    signing: keys[0],
    byKid: new Map(keys.map((key) => [key.kid, key])),
  };
}

/**
 * The keys that the settings name: `JWT_KEYS`; else in development the file beside
 * the database; else, where the database is in memory too, new ones for this process.
 *
 * @throws {SettingsError} when production has none, or `JWT_KEYS` cannot be used.
 * @throws {Error} when the file cannot be used.
 */
export async function openKeyRing(
  settings: Pick<Settings, "appEnv" | "jwtKeys" | "databaseFile">,
): Promise<KeyRing> {
  const { appEnv, jwtKeys } = settings;
  if (jwtKeys !== null) return await createKeyRing(readJwtKeys(jwtKeys));
  if (appEnv === "production") {
    throw jwtKeysError(
      "is not set, and in production the app makes no key by itself: " +
        "make one with `deno task cli keys generate` and keep it as a secret",
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
