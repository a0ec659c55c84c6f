/**
 * Passwords as text: which ones can be hashed, and in which form.
 *
 * @module
 */

/**
 * The most code points of a password after normalisation. At least 64 must be allowed (OWASP
 * ASVS 5.0 §6.2.9), also where one visible character consists of several code points.
 */
export const MAX_PASSWORD_LENGTH = 256;

/**
 * The most UTF-16 units that are normalised: the time can grow with the square of the length.
 */
const MAX_PASSWORD_UNITS = 4 * MAX_PASSWORD_LENGTH;

/**
 * The password in the form that is hashed: Unicode NFKC, so that different keyboards and
 * systems give the same text. NIST SP 800-63B-4 §3.1.1.2 recommends normalising, to NFC. NFKC
 * goes further and also makes full-width and half-width characters equal, as SP 800-63B
 * §5.1.1.2 recommended before.
 */
export function normalisedPassword(password: string): string {
  return password.normalize("NFKC");
}

/**
 * Why a password can't be used; null when it can. bcrypt stops at a NUL, so a password with one
 * is rejected instead of cut.
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
