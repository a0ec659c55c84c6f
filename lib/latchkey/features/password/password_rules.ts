/**
 * What a password must be like, as far as a browser can tell too.
 *
 * @module
 */
import { MAX_PASSWORD_LENGTH } from "../../forms/lengths.ts";
import type { Problem } from "../../i18n/words.ts";

/** The most UTF-16 units to normalise: the time that takes can grow with their square. */
const MAX_PASSWORD_UNITS = 4 * MAX_PASSWORD_LENGTH;

/** The site's name in lower case, without spaces: everyone who guesses tries it first. */
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

/** What can be wrong with a new password; that it is among the commonest, only the server finds. */
export const PASSWORD_PROBLEMS = [
  "passwordTooShort",
  "passwordTooLong",
  "passwordUnusable",
  "passwordHasAddress",
  "passwordHasSite",
  "passwordCommon",
] as const satisfies readonly Problem[];

/** The password as it is hashed: in Unicode NFKC, so that every keyboard spells it alike (NIST SP 800-63B-4 §3.1.1.2). */
export function normalisedPassword(password: string): string {
  return password.normalize("NFKC");
}

/**
 * Why a password cannot be used at all; null when it can. bcrypt does not read past a
 * NUL: such a password is refused, never cut.
 */
export function passwordProblem(password: string): Problem | null {
  if (password.length > MAX_PASSWORD_UNITS) return "passwordTooLong";
  const text = normalisedPassword(password);
  if (!text.isWellFormed() || text.includes("\0")) {
    return "passwordUnusable";
  }
  return [...text].length > MAX_PASSWORD_LENGTH ? "passwordTooLong" : null;
}

/**
 * Why a password cannot be a new one; null when nothing speaks against it
 * here. Any characters in any mixture will do (NIST SP 800-63B-4 §3.1.1.2), but not
 * too few, and not what stands on the page (OWASP ASVS 5.0 §6.2.11).
 */
export function newPasswordProblem(
  password: string,
  { minLength, address }: NewPasswordRules,
): Problem | null {
  const problem = passwordProblem(password);
  if (problem) return problem;
  const text = normalisedPassword(password);
  if ([...text].length < minLength) return "passwordTooShort";
  const folded = text.toLowerCase();
  const localPart = normalisedPassword(address).toLowerCase().split("@")[0];
  if (
    localPart.length >= MIN_LOCAL_PART_LENGTH && folded.includes(localPart)
  ) {
    return "passwordHasAddress";
  }
  return folded.includes(SITE_NAME) ? "passwordHasSite" : null;
}
