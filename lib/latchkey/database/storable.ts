/**
 * Text that every database can store. PostgreSQL can't store U+0000 or half a surrogate pair.
 * Both become U+FFFD, in stored and in searched text alike, so any input is found or not found,
 * and never an error.
 *
 * @module
 */

/** U+0000, and any half of a surrogate pair. */
const UNSTORABLE = /[\0\ud800-\udfff]/;

/** Replaces characters that can't be stored. */
export function storable(text: string): string {
  return UNSTORABLE.test(text)
    ? text.replaceAll("\0", "\uFFFD").toWellFormed()
    : text;
}
