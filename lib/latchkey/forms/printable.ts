/**
 * Text for a single line.
 *
 * @module
 */

/**
 * Line breaks, other control characters, and those that change the direction of the text around
 * them.
 */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** Whether a text can be shown in one line. */
export function isPrintableLine(text: string): boolean {
  return text.isWellFormed() && !UNPRINTABLE.test(text);
}
