/**
 * Email addresses: the one that is shown, and the one that is compared.
 *
 * @module
 */

/** The most characters an address may have (RFC 5321 §4.5.3.1.3, less the angle brackets). */
export const MAX_ADDRESS_LENGTH = 254;

/** The address to show: as typed, without spaces around it, with lone surrogates made visible. */
export function displayAddress(typed: string): string {
  return typed.trim().toWellFormed();
}

/**
 * The address to compare: two people never have the same one. Trimmed, in Unicode
 * NFC, in lower case; applying it twice changes nothing more.
 */
export function addressKey(typed: string): string {
  return displayAddress(typed).normalize("NFC").toLowerCase().normalize("NFC");
}
