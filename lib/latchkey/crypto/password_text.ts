/**
 * Passwords as text: which can be hashed, and in which form.
 *
 * @module
 */

/**
 * The most characters of a password, as Unicode counts them after NFKC: 64 at least
 * (OWASP ASVS 5.0 §6.2.9), also where one on the screen is made of several.
 */
export const MAX_PASSWORD_LENGTH = 256;

/** The most UTF-16 units to normalise: the time that takes can grow with their square. */
const MAX_PASSWORD_UNITS = 4 * MAX_PASSWORD_LENGTH;

/** The password as it is hashed: in Unicode NFKC, so that every keyboard spells it alike (NIST SP 800-63B-4 §3.1.1.2). */
export function normalisedPassword(password: string): string {
  return password.normalize("NFKC");
}

/**
 * Why a password cannot be used at all; null when it can. bcrypt does not read past a
 * NUL: such a password is refused, never cut.
 */
export function passwordProblem(
  password: string,
): "passwordTooLong" | "passwordUnusable" | null {
  if (password.length > MAX_PASSWORD_UNITS) return "passwordTooLong";
  const text = normalisedPassword(password);
  if (!text.isWellFormed() || text.includes("\0")) {
    return "passwordUnusable";
  }
  return [...text].length > MAX_PASSWORD_LENGTH ? "passwordTooLong" : null;
}
