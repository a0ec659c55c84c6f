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

/** A key ready for use. The secret cannot be read back from it. */
export interface SigningKey {
  readonly kid: string;
  readonly alg: JsonWebKey["alg"];
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
 * The keys that the settings name, as {@linkcode openKeySet} finds them.
 *
 * @throws {SettingsError} when production has none, or `JWT_KEYS` cannot be used.
 * @throws {Error} when the file cannot be used.
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
