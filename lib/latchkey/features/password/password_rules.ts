/**
 * The rules for new passwords that browsers can check too.
 *
 * @module
 */
import {
  normalisedPassword,
  passwordProblem,
} from "../../crypto/password_text.ts";
import type { Problem } from "../../i18n/messages.ts";

/** A shorter name or local part occurs in too many good passwords by chance. */
const MIN_CONTEXT_LENGTH = 4;

/**
 * The rules for a new password.
 *
 * @example
 * ```ts
 * import type { NewPasswordRules } from "@latchkey/core/new-password";
 *
 * const rules: NewPasswordRules = {
 *   minLength: 8,
 *   siteName: "Books",
 *   address: "ada@example.com",
 * };
 * ```
 */
export interface NewPasswordRules {
  /** In characters: the setting `PASSWORD_MIN_LENGTH`. */
  readonly minLength: number;
  /** The name of the site, which attackers try first. */
  readonly siteName: string;
  /** The email address of the account. */
  readonly address: string;
}

/** What can be wrong with a new password. Only the server finds common ones. */
export const PASSWORD_PROBLEMS = [
  "passwordTooShort",
  "passwordTooLong",
  "passwordUnusable",
  "passwordHasAddress",
  "passwordHasSite",
  "passwordCommon",
] as const satisfies readonly Problem[];

/**
 * Returns what is wrong with a new password, or null if nothing is that a browser can
 * check. There are no composition rules (NIST SP 800-63B-4 §3.1.1.2), but a minimum length,
 * and the password must not contain words of its context (OWASP ASVS 5.0 §6.2.11).
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
