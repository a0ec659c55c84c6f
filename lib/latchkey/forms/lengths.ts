/**
 * How much people may type into the fields of forms, in characters.
 *
 * @module
 */

/** The most characters of a name. */
export const MAX_NAME_LENGTH = 100;

/**
 * The most characters of a password, as Unicode counts them after NFKC: 64 at least
 * (OWASP ASVS 5.0 §6.2.9), also where one on the screen is made of several.
 */
export const MAX_PASSWORD_LENGTH = 256;
