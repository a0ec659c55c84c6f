/**
 * Takes out of an error what a log must not hold: nobody knows what a database or a
 * mail server puts into its messages.
 *
 * @module
 */

/** Mail addresses, also percent-encoded. A package's version, as in a path, is none. */
const ADDRESS =
  /[^\s@"'`<>()=,;:/\\]+(?:@|%40)[^\s@"'`<>()=,;:/\\]+\.\p{L}{2,}/gu;

/** The name and password in a URL. */
const CREDENTIALS = /(?<=:\/\/)[^\s/@]+(?=@)/g;

/** What stands behind the name of a secret, as in a query. */
const NAMED = /\b(token|code|password|secret|key)=[^\s&"']+/gi;

/** A long word with a capital or a digit in it: a token, an id, a hash. The name of a kind of error is none. */
const TOKEN =
  /(?<![\w-])(?![A-Za-z]+Error(?![\w-]))(?=[\w-]*[A-Z\d])[\w-]{20,}(?![\w-])/g;

/** The same in a stack's frame, where long words with capitals are names of functions. */
const TOKEN_IN_FRAME = /(?<![\w-])(?=[\w-]*\d)[\w-]{20,}(?![\w-])/g;

const FRAME = /^\s+at /;

/** A message or a stack without addresses, tokens and passwords. */
export function withoutSecrets(text: string): string {
  return text.split("\n").map((line) =>
    line
      .replace(CREDENTIALS, "[secret]")
      .replace(ADDRESS, "[address]")
      .replace(NAMED, "$1=[secret]")
      .replace(FRAME.test(line) ? TOKEN_IN_FRAME : TOKEN, "[token]")
  ).join("\n");
}
