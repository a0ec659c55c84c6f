/**
 * Which password hashes of other systems can be imported, and how they are stored.
 *
 * @module
 */
import { readBcryptHash } from "./bcrypt.ts";
import { legacyHashCheck } from "./legacy_hashes.ts";

/** The hash to store, or why it is rejected. The problem never quotes the hash. */
export type ImportedHash =
  | { readonly ok: true; readonly hash: string }
  | { readonly ok: false; readonly problem: string };

/** The hash of an account without a password. */
const NO_PASSWORD: ImportedHash = { ok: true, hash: "" };

/** Prefixes of well-known hashes that can't be imported. */
const UNSUPPORTED: readonly (readonly [prefix: RegExp, name: string])[] = [
  [/^(?:\$argon2|argon2\$)/, "an argon2 hash"],
  [/^(?:\$scrypt|scrypt|\$7\$)/, "an scrypt hash"],
  [/^\$y\$/, "a yescrypt hash"],
  [/^\$bcrypt-sha256\$2/, "a bcrypt_sha256 hash of passlib before 1.7.3"],
  [/^(?:\$1\$|\$apr1\$|md5\$|[\da-f]{32}$)/i, "an MD5 hash"],
  [/^(?:sha1\$|[\da-f]{40}$)/i, "a plain SHA-1 hash"],
  [/^\$P\$|^\$H\$/, "a phpass hash"],
];

/**
 * Checks a hash to import. bcrypt is stored as it is, and Django's `bcrypt$…` without that
 * prefix. An empty hash, or Django's marker for an unusable password, means that the account
 * has no password until its owner sets one.
 */
export function importedHash(text: string): ImportedHash {
  if (text === "" || /^![A-Za-z\d]{0,60}$/.test(text)) return NO_PASSWORD;
  const hash = text.replace(/^bcrypt\$(?=\$2)/, "");
  if (readBcryptHash(hash) || legacyHashCheck(hash)) return { ok: true, hash };
  const [, name] = UNSUPPORTED.find(([prefix]) => prefix.test(text)) ?? [];
  if (name) {
    return rejected(
      `passwordHash is ${name}, which is not supported. Leave it out: the person can set ` +
        'a password with "Forgot your password?"',
    );
  }
  return rejected(
    "passwordHash is malformed, of an unknown format, or takes longer to check than " +
      "a login may (bcrypt above cost 15, PBKDF2 above 2,000,000 iterations, " +
      "sha256_crypt and sha512_crypt above 700,000 rounds)",
  );
}

function rejected(problem: string): ImportedHash {
  return { ok: false, problem };
}
