/**
 * What a person may be called, for every form that asks.
 *
 * @module
 */

/** The most characters of a name. */
const MAX_NAME_LENGTH = 100;

/** What has no place in one line of text: line ends, other control characters, and those that turn the text around them. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** Why somebody cannot be called so, in words; null when they can. Spaces around it do not count. */
export function nameProblem(typed: string): string | null {
  const name = typed.trim();
  if ([...name].length > MAX_NAME_LENGTH) {
    return `A name has at most ${MAX_NAME_LENGTH} characters`;
  }
  return name.isWellFormed() && !UNPRINTABLE.test(name)
    ? null
    : "The name has a character that cannot be shown. Type it again.";
}
