/**
 * The passwords that guessers try first.
 *
 * @module
 */
import { normalisedPassword } from "../forms/password_rules.ts";

/**
 * Whether a password, in whatever case it is typed, is among the 50,000 commonest of
 * eight characters or more (NIST SP 800-63B-4 §3.1.1.2). The list is read at the first call.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  const { default: commonPasswords } = await import("fxa-common-password-list");
  // All of the list is in lower case.
  return commonPasswords.test(normalisedPassword(password).toLowerCase());
}
