/**
 * Random ids.
 *
 * @module
 */
import * as base64url from "jose/base64url";

/**
 * A new id: 128 random bits (OWASP ASVS 5.0 §7.2.3) as 22 characters of base64url. It never
 * starts with a dash, which would make it an option on a command line.
 */
export function randomId(): string {
  for (;;) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const id = base64url.encode(bytes);
    if (!id.startsWith("-")) return id;
  }
}
