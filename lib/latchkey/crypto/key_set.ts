/**
 * Sets of keys as text: JSON Web Key Sets (RFC 7517 §5) of symmetric keys.
 *
 * @module
 */
import * as base64url from "jose/base64url";
import * as v from "valibot";
import { randomId } from "./random_id.ts";

/** What keys are for: to sign access tokens, or to seal secrets in the database (RFC 7518 §3.1, §5.1). */
export type KeyAlgorithm = "HS256" | "A256GCM";

/** One key. The secret is `k`: never log it. */
export interface JsonWebKey {
  readonly kty: "oct";
  readonly kid: string;
  readonly alg: KeyAlgorithm;
  /** At least 32 bytes in base64url. */
  readonly k: string;
}

/** The keys in use, newest first: the first one signs or seals, all verify or open. */
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

/** A key for HS256 must be as long as the hash (RFC 7518 §3.2), and one for A256GCM has 256 bits. */
const MIN_KEY_BYTES = 32;

// Every rule has words of ours: the library's own would show the value.
const keyOf = (alg: KeyAlgorithm) =>
  v.object({
    kty: v.literal("oct", `must have "kty": "oct"`),
    kid: v.pipe(
      v.string('must have a name in "kid"'),
      v.regex(
        /^[\w.-]{1,64}$/,
        `must have a "kid" of 1 to 64 letters, digits, dots, dashes and underscores`,
      ),
    ),
    alg: v.optional(v.literal(alg, `must have "alg": "${alg}"`), alg),
    k: v.pipe(
      v.string(`must have its secret in "k"`),
      v.regex(/^(?:[\w-]{4})*(?:[\w-]{2,3})?$/, `must have a "k" in base64url`),
      v.check(
        (k) => base64url.decode(k).length >= MIN_KEY_BYTES,
        `must have a "k" of at least ${MIN_KEY_BYTES} bytes`,
      ),
    ),
  }, `must have "kty", "kid", "alg" and "k"`);

const keySetOf = (alg: KeyAlgorithm) =>
  v.object({
    keys: v.pipe(
      v.array(keyOf(alg), `must be an object with a list "keys"`),
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
 * @param alg What its keys are for.
 * @throws {KeySetError} that says in words what is wrong, without the secret.
 */
export function parseKeySet(
  text: string,
  alg: KeyAlgorithm = "HS256",
): JsonWebKeySet {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new KeySetError("must be JSON"); // The parser's message would quote the text.
  }
  const result = v.safeParse(keySetOf(alg), value, { abortPipeEarly: true });
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

/** Makes a key from 256 random bits, with a random name. */
export function generateKey(alg: KeyAlgorithm = "HS256"): JsonWebKey {
  const secret = crypto.getRandomValues(new Uint8Array(MIN_KEY_BYTES));
  return {
    kty: "oct",
    kid: randomId(),
    alg,
    k: base64url.encode(secret),
  };
}

/**
 * Puts a new key in front. What the `keep` newest of the older keys signed or sealed is
 * still good; what the others did no longer is.
 */
export function rotateKeys(set: JsonWebKeySet, keep: number): JsonWebKeySet {
  const [{ alg }] = set.keys;
  return { keys: [generateKey(alg), ...set.keys.slice(0, keep)] };
}
