/**
 * The maximum length of an address, in a module of its own so that browsers load nothing else.
 *
 * @module
 */

/**
 * The most characters of an address (RFC 5321 §4.5.3.1.3 allows 256 with the angle brackets).
 */
export const MAX_ADDRESS_LENGTH = 254;
