/**
 * Names that cannot be guessed.
 *
 * @module
 */
import * as base64url from "jose/base64url";

/** A new id: 128 random bits (OWASP ASVS 5.0 §7.2.3) as 22 characters of base64url. */
export function randomId(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(16)));
}
