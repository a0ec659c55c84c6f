/**
 * Text as every database can keep it: PostgreSQL knows neither the character U+0000 nor half
 * a surrogate pair. Both become U+FFFD, in what is written and in what is looked up alike,
 * so that whatever comes from outside is found again or not found, and never an error.
 *
 * @module
 */

/** What cannot be kept, or might not be. */
const STRANGE = /[\0\ud800-\udfff]/;

/** A text as it can be kept. */
export function storable(text: string): string {
  return STRANGE.test(text)
    ? text.replaceAll("\0", "\uFFFD").toWellFormed()
    : text;
}
