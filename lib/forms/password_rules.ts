/**
 * What a password must be like, as far as a browser can tell too.
 *
 * @module
 */

/** What bcrypt reads of a password, in bytes. */
const MAX_PASSWORD_BYTES = 72;

/** Words that everyone who guesses tries first on this site. */
const SITE_NAME = "latchkey";

/** A shorter part of an address before the @ is in too many good passwords by chance. */
const MIN_LOCAL_PART_LENGTH = 4;

/** Whose new password it is, and how long it must be. */
export interface NewPasswordRules {
  /** In characters: the setting `PASSWORD_MIN_LENGTH`. */
  readonly minLength: number;
  /** The address of the account. */
  readonly address: string;
}

/** The password as it is hashed: in Unicode NFKC, so that every keyboard spells it alike (NIST SP 800-63B-4 §3.1.1.2). */
export function normalisedPassword(password: string): string {
  return password.normalize("NFKC");
}

/**
 * Why a password cannot be used at all, in words; null when it can. bcrypt reads
 * neither past 72 bytes nor past a NUL: such a password is refused, never cut.
 */
export function passwordProblem(password: string): string | null {
  const text = normalisedPassword(password);
  if (!text.isWellFormed() || text.includes("\0")) {
    return "The password has a character that cannot be used. Choose another one.";
  }
  return new TextEncoder().encode(text).length > MAX_PASSWORD_BYTES
    ? "That is too long. Use up to 72 characters, fewer with emoji."
    : null;
}

/**
 * Why a password cannot be a new one, in words; null when nothing speaks against it
 * here. Any characters in any mixture will do (NIST SP 800-63B-4 §3.1.1.2), but not
 * too few, and not what stands on the page (OWASP ASVS 5.0 §6.2.11).
 */
export function newPasswordProblem(
  password: string,
  { minLength, address }: NewPasswordRules,
): string | null {
  const text = normalisedPassword(password);
  if ([...text].length < minLength) {
    return `The password must have at least ${minLength} characters.`;
  }
  const folded = text.toLowerCase();
  const localPart = normalisedPassword(address).toLowerCase().split("@")[0];
  if (
    localPart.length >= MIN_LOCAL_PART_LENGTH && folded.includes(localPart)
  ) {
    return "The password must not contain your address.";
  }
  if (folded.includes(SITE_NAME)) {
    return "The password must not contain the name of this site.";
  }
  return passwordProblem(password);
}
