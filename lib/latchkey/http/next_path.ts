/**
 * Where to go after logging in: only ever to a page of this site.
 *
 * @module
 */

/** A longer one would not fit into the head of an answer beside the cookies, see `tests/http/response_head_test.ts`. */
const MAX_LENGTH = 1500;

/** Stands for our origin while a path is resolved. */
const SITE = "https://site.invalid";

/**
 * The path with its query and fragment, as a browser would spell it, when it is one of
 * this site; else "/". Refused: other origins and schemes, `//host` and `/\host` also
 * when percent-encoded or hidden behind dots, backslashes, control characters, and
 * broken encoding (OWASP ASVS 5.0 §3.7.2).
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

/** The query that takes a safe path along to another page; empty for the home page, where everybody goes anyway. */
export function nextQuery(next: string): string {
  return next === "/" ? "" : `?next=${encodeURIComponent(next)}`;
}

/** One slash at the start, no second one or backslash behind it, nothing that a browser drops or turns around. */
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
