/**
 * Text that fits into one line.
 *
 * @module
 */

/** What has no place in one line of text: line ends, other control characters, and those that turn the text around them. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** Whether a text can be shown in one line. */
export function isPrintableLine(text: string): boolean {
  return text.isWellFormed() && !UNPRINTABLE.test(text);
}
