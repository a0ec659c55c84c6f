/**
 * The keys that sign and verify access tokens.
 *
 * @module
 */
import * as base64url from "jose/base64url";
import type { JsonWebKey, JsonWebKeySet } from "./key_set.ts";
import { type KeySettings, openKeySet, TOKEN_KEYS } from "./key_sources.ts";

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
  readonly alg: JsonWebKey["alg"];
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
 * The keys that the settings name, as {@linkcode openKeySet} finds them.
 *
 * @throws {SettingsError} when production has no keys, or `JWT_KEYS` is invalid.
 * @throws {KeysFileError} when the file is invalid.
 */
export async function openKeyRing(settings: KeySettings): Promise<KeyRing> {
  return await createKeyRing(await openKeySet(settings, TOKEN_KEYS));
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
