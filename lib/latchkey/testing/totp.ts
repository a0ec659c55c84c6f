/**
 * Codes of authenticator apps for tests.
 *
 * @module
 */
import { Secret, TOTP } from "otpauth";

/** The code that an app with this Base32 key shows at a time. */
export function codeFor(key: string, now: number): string {
  return new TOTP({ secret: Secret.fromBase32(key) })
    .generate({ timestamp: now });
}
