/**
 * How long an address may be: alone, so that what goes into a browser brings nothing else.
 *
 * @module
 */

/** The most characters an address may have (RFC 5321 §4.5.3.1.3, less the angle brackets). */
export const MAX_ADDRESS_LENGTH = 254;
