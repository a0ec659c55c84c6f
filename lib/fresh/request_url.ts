/**
 * The request's address, read from the string: a `URL` object costs more than
 * the whole match, and most requests need none.
 * @module
 */

// What a URL parser might rewrite: dot segments, also encoded, and all characters but
// those that it leaves as they are in a path (RFC 3986 §3.3).
const needsParser = /\/\.|%2e|[^\w\-.~%!$&'()*+,;=:@/]/i;

/**
 * The origin, with its slash, of the last request whose address began with nothing
 * else. What does not begin so is left to a parser: the host is a header, and a
 * hostile one may hold a path or a query of its own, or be no host at all.
 */
let knownOrigin = "http://localhost/";

/**
 * The path of an absolute URL, percent-encoded, doubled slashes made one: always
 * that of {@linkcode urlOf}. Null when it is no URL.
 */
export function pathOf(url: string): string | null {
  if (!url.startsWith(knownOrigin)) {
    const parsed = URL.parse(url);
    if (parsed === null) return null;
    const origin = `${parsed.origin}/`;
    if (!url.startsWith(origin)) return withSingleSlashes(parsed.pathname);
    knownOrigin = origin;
  }
  const start = knownOrigin.length - 1;
  let end = url.indexOf("?", start);
  const hash = url.indexOf("#", start);
  if (end === -1 || (hash !== -1 && hash < end)) end = hash;
  let path = end === -1 ? url.slice(start) : url.slice(start, end);
  if (needsParser.test(path)) path = new URL(url).pathname;
  return withSingleSlashes(path);
}

function withSingleSlashes(path: string): string {
  return path.includes("//") ? path.replaceAll(/\/+/g, "/") : path;
}

/** The address as handlers see it. */
export function urlOf(req: Request, trustProxy: boolean): URL {
  const url = new URL(trustProxy ? withProxysProtocol(req) : req.url);
  if (url.pathname.includes("//")) {
    url.pathname = url.pathname.replaceAll(/\/+/g, "/");
  }
  const host = trustProxy ? firstOf(req, "x-forwarded-host") : undefined;
  if (host) {
    url.port = "";
    url.host = host;
  }
  return url;
}

/** The address as text: to change the protocol of a `URL` costs more than to read the whole. */
function withProxysProtocol(req: Request): string {
  const protocol = firstOf(req, "x-forwarded-proto");
  return protocol === "http" || protocol === "https"
    ? req.url.replace(/^https?:/, `${protocol}:`)
    : req.url;
}

function firstOf({ headers }: Request, name: string): string | undefined {
  return headers.get(name)?.split(",", 1)[0].trim();
}

/**
 * A redirect's `Location`. A path stays on this site: doubled slashes become
 * one, and backslashes, tabs and line breaks, which browsers read as slashes or
 * drop, cannot make it another site's address.
 */
export function locationOf(pathOrUrl: string): string {
  if (!/^\s*[/\\]/.test(pathOrUrl)) return pathOrUrl;
  const clean = pathOrUrl.trimStart().replaceAll(/[\t\r\n]/g, "");
  const end = clean.search(/[?#]/);
  const path = end === -1 ? clean : clean.slice(0, end);
  return path.replaceAll(/[/\\]+/g, "/") + (end === -1 ? "" : clean.slice(end));
}
