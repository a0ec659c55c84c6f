/**
 * Sets of signing keys as text: JSON Web Key Sets (RFC 7517 §5) of symmetric keys.
 *
 * @module
 */
import * as base64url from "jose/base64url";
import * as v from "valibot";
import { randomId } from "./random_id.ts";

/** A symmetric key. `k` is secret: never log it. */
export interface JsonWebKey {
  readonly kty: "oct";
  readonly kid: string;
  readonly alg: "HS256";
  /** At least 32 bytes in base64url. */
  readonly k: string;
}

/** Keys, newest first. The first one signs, all verify. */
export interface JsonWebKeySet {
  readonly keys: readonly JsonWebKey[];
}

/**
 * Thrown when a text is not a valid key set. The message continues a sentence that starts with
 * the set's name, and never quotes the secret.
 */
export class KeySetError extends Error {
  override readonly name = "KeySetError";
}

/** A key for HS256 must be at least as long as the hash (RFC 7518 §3.2). */
const MIN_KEY_BYTES = 32;

// Every rule has its own message: valibot's would quote the value.
const key = v.object({
  kty: v.literal("oct", `must have "kty": "oct"`),
  kid: v.pipe(
    v.string('must have a name in "kid"'),
    v.regex(
      /^[\w.-]{1,64}$/,
      `must have a "kid" of 1 to 64 letters, digits, dots, dashes and underscores`,
    ),
  ),
  alg: v.optional(v.literal("HS256", `must have "alg": "HS256"`), "HS256"),
  k: v.pipe(
    v.string(`must have its secret in "k"`),
    v.regex(/^(?:[\w-]{4})*(?:[\w-]{2,3})?$/, `must have a "k" in base64url`),
    v.check(
      (k) => base64url.decode(k).length >= MIN_KEY_BYTES,
      `must have a "k" of at least ${MIN_KEY_BYTES} bytes`,
    ),
  ),
}, `must have "kty", "kid", "alg" and "k"`);

const keySet = v.object({
  keys: v.pipe(
    v.array(key, `must be an object with a list "keys"`),
    v.minLength(1, "must hold at least one key"),
    v.check(
      (keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length,
      `must hold no two keys with the same "kid"`,
    ),
  ),
}, `must be an object with a list "keys"`);

/**
 * Parses a key set.
 *
 * @throws {KeySetError} that says what is wrong, without the secret.
 */
export function parseKeySet(text: string): JsonWebKeySet {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new KeySetError("must be JSON"); // The parser's message would quote the text.
  }
  const result = v.safeParse(keySet, value, { abortPipeEarly: true });
  if (result.success) return result.output;
  const [{ path, message }] = result.issues;
  const index = path?.[1]?.key;
  throw new KeySetError(
    typeof index === "number" ? `${message} in key ${index + 1}` : message,
  );
}

/** The set as one line of text, as `JWT_KEYS` takes it. It is secret. */
export function keySetText(set: JsonWebKeySet): string {
  return JSON.stringify(set);
}

/** Creates a key from 256 random bits, with a random `kid`. */
export function generateKey(): JsonWebKey {
  const secret = crypto.getRandomValues(new Uint8Array(MIN_KEY_BYTES));
  return {
    kty: "oct",
    kid: randomId(),
    alg: "HS256",
    k: base64url.encode(secret),
  };
}

/**
 * Adds a new signing key and keeps the `keep` newest of the old keys. Tokens signed with the
 * others become invalid.
 */
export function rotateKeys(set: JsonWebKeySet, keep: number): JsonWebKeySet {
  return { keys: [generateKey(), ...set.keys.slice(0, keep)] };
}
