/**
 * Removes secrets from errors before they are logged. Messages of a database or a mail server
 * can contain anything.
 *
 * @module
 */

/** Email addresses, also percent-encoded, but not a package with its version in a path. */
const ADDRESS =
  /[^\s@"'`<>()=,;:/\\]+(?:@|%40)[^\s@"'`<>()=,;:/\\]+\.\p{L}{2,}/gu;

/** The user name and password in a URL. */
const CREDENTIALS = /(?<=:\/\/)[^\s/@]+(?=@)/g;

/** The value after the name of a secret, as in a query. */
const NAMED = /\b(token|code|password|secret|key)=[^\s&"']+/gi;

/** A long word with a capital or a digit: a token, an ID, a hash. Names of error classes are kept. */
const TOKEN =
  /(?<![\w-])(?![A-Za-z]+Error(?![\w-]))(?=[\w-]*[A-Z\d])[\w-]{20,}(?![\w-])/g;

/** The same in a stack frame, where long words with capitals are names of functions. */
const TOKEN_IN_FRAME = /(?<![\w-])(?=[\w-]*\d)[\w-]{20,}(?![\w-])/g;

const FRAME = /^\s+at /;

/** Replaces addresses, tokens and passwords in a message or a stack. */
export function withoutSecrets(text: string): string {
  return text.split("\n").map((line) =>
    line
      .replace(CREDENTIALS, "[secret]")
      .replace(ADDRESS, "[address]")
      .replace(NAMED, "$1=[secret]")
      .replace(FRAME.test(line) ? TOKEN_IN_FRAME : TOKEN, "[token]")
  ).join("\n");
}
