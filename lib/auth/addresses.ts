/**
 * Email addresses: the one that is shown, and the one that is compared.
 *
 * @module
 */

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
