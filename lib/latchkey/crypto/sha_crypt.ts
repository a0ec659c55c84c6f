/**
 * The `$5$` and `$6$` hashes of Unix and passlib (U. Drepper, "Unix crypt using SHA-256 and
 * SHA-512"), to check imported hashes.
 *
 * Implemented here because npm's `unixcrypt` rejects the right password when it is as long as
 * the digest, such as the 32 characters of a password manager.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** A parsed hash. */
export interface ShaCrypt {
  /** `5` is SHA-256, `6` is SHA-512. */
  readonly id: "5" | "6";
  readonly rounds: number;
  /** 1 to 16 characters of `./0-9A-Za-z`. */
  readonly salt: string;
  /** The text after the last `$`. */
  readonly digest: string;
}

const ALGORITHMS = { 5: "sha256", 6: "sha512" } as const;

/** The characters for six bits, in order. */
const DIGITS =
  "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * The digest of a password, in the form that follows the last `$`. Blocks the thread for about
 * three microseconds per round.
 */
export function shaCryptDigest(
  password: string,
  { id, rounds, salt }: Omit<ShaCrypt, "digest">,
): string {
  const encoder = new TextEncoder();
  const [secret, saltBytes] = [encoder.encode(password), encoder.encode(salt)];
  const hash = (...parts: readonly Uint8Array[]): Uint8Array => {
    const state = createHash(ALGORITHMS[id]);
    for (const part of parts) state.update(part);
    return state.digest();
  };
  const first = initialDigest(secret, saltBytes, hash);
  const p = repeated(hash(...Array(secret.length).fill(secret)), secret.length);
  const s = repeated(
    hash(...Array(16 + first[0]).fill(saltBytes)),
    saltBytes.length,
  );
  let digest = first;
  for (let round = 0; round < rounds; round++) {
    const odd = round % 2 === 1;
    const parts = [odd ? p : digest];
    if (round % 3 !== 0) parts.push(s);
    if (round % 7 !== 0) parts.push(p);
    parts.push(odd ? digest : p);
    digest = hash(...parts);
  }
  return encoded(digest);
}

/** Steps 1 to 12 of the specification. */
function initialDigest(
  secret: Uint8Array,
  saltBytes: Uint8Array,
  hash: (...parts: readonly Uint8Array[]) => Uint8Array,
): Uint8Array {
  const other = hash(secret, saltBytes, secret);
  const parts = [secret, saltBytes, repeated(other, secret.length)];
  for (let bits = secret.length; bits > 0; bits >>= 1) {
    parts.push(bits % 2 === 1 ? other : secret);
  }
  return hash(...parts);
}

/** Repeats `bytes` up to a length. */
function repeated(bytes: Uint8Array, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => bytes[at % bytes.length]);
}

/**
 * Three bytes, each a third of the digest apart, make four characters. The order of the thirds
 * rotates with each group.
 */
function encoded(digest: Uint8Array): string {
  const third = Math.floor(digest.length / 3);
  // SHA-256 rotates the other way.
  const turn = digest.length === 32 ? 2 : 1;
  let text = "";
  for (let at = 0; at < third; at++) {
    const byte = (step: number) =>
      digest[at + third * ((turn * at + step) % 3)];
    text += digits(byte(0) << 16 | byte(1) << 8 | byte(2), 4);
  }
  return text +
    (digest.length === 32
      ? digits(digest[31] << 8 | digest[30], 3)
      : digits(digest[63], 2));
}

function digits(bits: number, count: number): string {
  let text = "";
  for (let n = 0; n < count; n++) text += DIGITS[bits >> (6 * n) & 63];
  return text;
}
