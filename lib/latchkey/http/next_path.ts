/**
 * The page to go to after a login: always one of this site.
 *
 * @module
 */

/**
 * A longer path wouldn't fit into the response's headers beside the cookies, see
 * `tests/http/response_head_test.ts`.
 */
const MAX_LENGTH = 1500;

/** A placeholder for our origin while a path is resolved. */
const SITE = "https://site.invalid";

/**
 * Makes a path safe to redirect to: returns it with query and fragment, as a browser would
 * normalise it, if it is a path of this site, else "/". Rejects other origins and schemes,
 * `//host` and `/\host`, also when percent-encoded or hidden behind dots, backslashes or
 * control characters, malformed encoding, and more than 1,500 characters (OWASP ASVS 5.0
 * §3.7.2). Never throws.
 *
 * @example
 * ```ts
 * import { safeNext } from "@latchkey/core/http";
 *
 * console.assert(safeNext("/account?tab=1") === "/account?tab=1");
 * console.assert(safeNext("//evil.example") === "/");
 * ```
 */
export function safeNext(value: string | null | undefined): string {
  if (!value || !isPath(value)) return "/";
  const url = URL.parse(value, SITE);
  if (url?.origin !== SITE) return "/";
  const decoded = decode(url.pathname);
  if (!isPath(url.pathname) || decoded === null || !isPath(decoded)) return "/";
  const path = url.pathname + url.search + url.hash;
  return path.length > MAX_LENGTH ? "/" : path;
}

/**
 * The query string that passes a path on to another page; empty for "/", the default.
 *
 * @param next The result of {@linkcode safeNext}.
 *
 * @example
 * ```ts
 * import { nextQuery, safeNext } from "@latchkey/core/http";
 *
 * const link = `/auth/login${nextQuery(safeNext("/account"))}`;
 * ```
 */
export function nextQuery(next: string): string {
  return next === "/" ? "" : `?next=${encodeURIComponent(next)}`;
}

/**
 * Starts with one slash, with no second slash or backslash after it, and has nothing that a
 * browser drops or rewrites.
 */
function isPath(text: string): boolean {
  return /^\/(?![/\\])[^\p{Cc}\\]*$/u.test(text);
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
