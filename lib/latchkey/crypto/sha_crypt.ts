/**
 * The `$5$` and `$6$` hashes of Unix and passlib (U. Drepper, "Unix crypt using
 * SHA-256 and SHA-512"), to check passwords that another system hashed.
 *
 * Written out here because npm's `unixcrypt` refuses the right password when it is as
 * long as the digest: 32 characters, as a password manager makes them.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** What a hash says about how it was made. */
export interface ShaCrypt {
  /** `5` is SHA-256, `6` is SHA-512. */
  readonly id: "5" | "6";
  readonly rounds: number;
  /** 1 to 16 characters of `./0-9A-Za-z`. */
  readonly salt: string;
  /** What stands behind the last dollar. */
  readonly digest: string;
}

const ALGORITHMS = { 5: "sha256", 6: "sha512" } as const;

/** The characters of six bits, smallest first. */
const DIGITS =
  "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * The digest of a password, as it stands behind the last dollar. Holds the thread for
 * about three microseconds a round.
 */
export function shaCryptDigest(
  password: string,
  { id, rounds, salt }: Omit<ShaCrypt, "digest">,
): string {
  const encoder = new TextEncoder();
  const [word, spice] = [encoder.encode(password), encoder.encode(salt)];
  const hash = (...parts: readonly Uint8Array[]): Uint8Array => {
    const made = createHash(ALGORITHMS[id]);
    for (const part of parts) made.update(part);
    return made.digest();
  };
  const first = startingDigest(word, spice, hash);
  const p = cycled(hash(...Array(word.length).fill(word)), word.length);
  const s = cycled(hash(...Array(16 + first[0]).fill(spice)), spice.length);
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
function startingDigest(
  word: Uint8Array,
  spice: Uint8Array,
  hash: (...parts: readonly Uint8Array[]) => Uint8Array,
): Uint8Array {
  const other = hash(word, spice, word);
  const parts = [word, spice, cycled(other, word.length)];
  for (let bits = word.length; bits > 0; bits >>= 1) {
    parts.push(bits % 2 === 1 ? other : word);
  }
  return hash(...parts);
}

/** As many bytes as asked for, beginning anew where `bytes` end. */
function cycled(bytes: Uint8Array, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => bytes[at % bytes.length]);
}

/** Three bytes, each a third of the digest apart, make four characters; each group begins one third further. */
function encoded(digest: Uint8Array): string {
  const third = Math.floor(digest.length / 3);
  // The groups of SHA-256 go round the thirds the other way.
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
