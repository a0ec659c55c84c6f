/** @module */
import { addonProblem } from "../../crypto/bcrypt.ts";
import type { PasswordHasher } from "../../crypto/password_hasher.ts";
import type { Settings } from "../../settings/settings.ts";
import { type Finding, findingsOf, reason } from "../../cli/finding.ts";

const finding = findingsOf("passwords", "Passwords");

/** A hash should take less than a second (OWASP Password Storage Cheat Sheet). */
const slowestMilliseconds = 1000;

/** Whether the native addon works, and how long a hash takes at the configured cost. */
export async function checkPasswords(
  passwords: PasswordHasher,
  { bcryptCost }: Pick<Settings, "bcryptCost">,
): Promise<Finding> {
  try {
    await passwords.warmUp();
    const start = performance.now();
    await passwords.hash("how long does this take?");
    const milliseconds = Math.round(performance.now() - start);
    const measured = `hashing at cost ${bcryptCost} takes ${milliseconds} ms`;
    if (!passwords.native) {
      const problem = await addonProblem();
      return finding(
        "warn",
        `${measured} on the main thread, so each login blocks the site for that ` +
          `long. bcrypt's native addon did not load${because(problem)}.`,
      );
    }
    if (milliseconds > slowestMilliseconds) {
      return finding(
        "warn",
        `${measured}, which users notice. Lower BCRYPT_COST.`,
      );
    }
    return finding("ok", `${measured} with the native addon.`);
  } catch (error) {
    return finding("fail", `hashing failed: ${reason(error)}.`);
  }
}

function because(problem: string | null): string {
  return problem === null ? "" : `: ${problem}`;
}

/** NIST SP 800-63B-4 §3.1.1.2, if the password is the only factor. */
const RECOMMENDED_LENGTH = 15;

/** Whether the minimum length suits a password that is the only factor. */
export function checkPasswordLength(
  { passwordMinLength }: Pick<Settings, "passwordMinLength">,
): Finding {
  const message = `the minimum length is ${passwordMinLength} characters`;
  return passwordMinLength >= RECOMMENDED_LENGTH
    ? finding("ok", `${message}.`)
    : finding(
      "warn",
      `${message}. Where a password is the only factor, ` +
        `set PASSWORD_MIN_LENGTH=${RECOMMENDED_LENGTH}.`,
    );
}
