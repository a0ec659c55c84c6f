/**
 * What a password must be like, as far as a browser can tell too.
 *
 * @module
 */
import {
  normalisedPassword,
  passwordProblem,
} from "../../crypto/password_text.ts";
import type { Problem } from "../../i18n/messages.ts";

/** A shorter part of an address before the @, or name of a site, is in too many good passwords by chance. */
const MIN_CONTEXT_LENGTH = 4;

/** Whose new password it is, and how long it must be. */
export interface NewPasswordRules {
  /** In characters: the setting `PASSWORD_MIN_LENGTH`. */
  readonly minLength: number;
  /** The name of the site: everyone who guesses tries it first. */
  readonly siteName: string;
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

/**
 * Why a password cannot be a new one; null when nothing speaks against it
 * here. Any characters in any mixture will do (NIST SP 800-63B-4 §3.1.1.2), but not
 * too few, and not what stands on the page (OWASP ASVS 5.0 §6.2.11).
 */
export function newPasswordProblem(
  password: string,
  { minLength, siteName, address }: NewPasswordRules,
): Problem | null {
  const problem = passwordProblem(password);
  if (problem) return problem;
  const text = normalisedPassword(password);
  if ([...text].length < minLength) return "passwordTooShort";
  const folded = text.toLowerCase();
  const localPart = normalisedPassword(address).toLowerCase().split("@")[0];
  const holds = (context: string) =>
    context.length >= MIN_CONTEXT_LENGTH && folded.includes(context);
  if (holds(localPart)) return "passwordHasAddress";
  const name = normalisedPassword(siteName).toLowerCase().replaceAll(" ", "");
  return holds(name) ? "passwordHasSite" : null;
}
