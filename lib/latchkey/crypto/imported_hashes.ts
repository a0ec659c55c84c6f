/**
 * Which password hashes of other systems may move in, and in which form they are kept.
 *
 * @module
 */
import { readBcryptHash } from "./bcrypt.ts";
import { legacyHashCheck } from "./legacy_hashes.ts";

/** A hash as it is to be kept, or why it is not taken: in words that never show it. */
export type ImportedHash =
  | { readonly ok: true; readonly hash: string }
  | { readonly ok: false; readonly problem: string };

/** What an account has that no password opens. */
const NO_PASSWORD: ImportedHash = { ok: true, hash: "" };

/** How hashes begin that are well known and not taken. */
const NOT_TAKEN: readonly (readonly [beginning: RegExp, name: string])[] = [
  [/^(?:\$argon2|argon2\$)/, "an argon2 hash"],
  [/^(?:\$scrypt|scrypt|\$7\$)/, "an scrypt hash"],
  [/^\$y\$/, "a yescrypt hash"],
  [/^\$bcrypt-sha256\$2/, "a bcrypt_sha256 hash of passlib before 1.7.3"],
  [/^(?:\$1\$|\$apr1\$|md5\$|[\da-f]{32}$)/i, "an MD5 hash"],
  [/^(?:sha1\$|[\da-f]{40}$)/i, "a plain SHA-1 hash"],
  [/^\$P\$|^\$H\$/, "a phpass hash"],
];

/**
 * Looks at a hash that is to move in. bcrypt is kept as it is, Django's `bcrypt$` without
 * that word; Django's mark of an account without a password, and an empty hash, mean that
 * no password opens the account until its owner sets one.
 */
export function importedHash(text: string): ImportedHash {
  if (text === "" || /^![A-Za-z\d]{0,60}$/.test(text)) return NO_PASSWORD;
  const hash = text.replace(/^bcrypt\$(?=\$2)/, "");
  if (readBcryptHash(hash) || legacyHashCheck(hash)) return { ok: true, hash };
  const [, name] = NOT_TAKEN.find(([beginning]) => beginning.test(text)) ?? [];
  if (name) {
    return refused(
      `passwordHash is ${name}, which is not taken. Leave it out: the person sets ` +
        'a password by "Forgot your password?"',
    );
  }
  return refused(
    "passwordHash is broken, of a kind that is not known, or takes longer to check than " +
      "a login may (bcrypt above cost 15, PBKDF2 above 2,000,000 iterations, " +
      "sha256_crypt and sha512_crypt above 700,000 rounds)",
  );
}

function refused(problem: string): ImportedHash {
  return { ok: false, problem };
}
