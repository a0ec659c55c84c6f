/**
 * Reads the request's URL as a string. Parsing it takes longer than matching the route, and
 * most requests don't need it.
 * @module
 */

// A URL parser might change dot segments, encoded or not, and any character that isn't allowed
// in a path (RFC 3986 §3.3).
const needsParser = /\/\.|%2e|[^\w\-.~%!$&'()*+,;=:@/]/i;

/**
 * The origin of the last parsed request, with a slash. URLs with another start are parsed: the
 * host comes from a header, and a hostile one may contain a path or a query, or be invalid.
 */
let knownOrigin = "http://localhost/";

/**
 * The path of an absolute URL, percent-encoded, without repeated slashes. It always equals the
 * path of {@linkcode urlOf}. Null if the URL is invalid.
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

/** The URL that handlers get. */
export function urlOf(req: Request, trustProxy: boolean): URL {
  const url = new URL(trustProxy ? withProxysProtocol(req) : req.url);
  if (url.pathname.includes("//")) {
    url.pathname = url.pathname.replaceAll(/\/+/g, "/");
  }
  if (asksForPartials(url.search)) {
    url.search = url.search.replace(
      PARTIALS,
      (_, before, after) => after === "" ? "" : before,
    );
  }
  const host = trustProxy ? firstOf(req, "x-forwarded-host") : undefined;
  if (host) {
    url.port = "";
    url.host = host;
  }
  return url;
}

const PARTIALS = /([?&])fresh-partial=true(&|$)/;

/** Whether a URL or its query has the parameter of requests for partials. */
export function asksForPartials(url: string): boolean {
  return url.includes("fresh-partial") && PARTIALS.test(url.split("#", 1)[0]);
}

/** Adds that parameter to a redirect's location, unless it leads to another site. */
export function askingForPartials(location: string): string {
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(location)) return location;
  const end = location.indexOf("#");
  const page = end === -1 ? location : location.slice(0, end);
  const hash = end === -1 ? "" : location.slice(end);
  return `${page}${page.includes("?") ? "&" : "?"}fresh-partial=true${hash}`;
}

/** As text, because changing the protocol of a `URL` takes longer than parsing it again. */
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
 * A redirect's `Location`. A path stays on this site: repeated slashes become one, and so do
 * combinations with backslashes, tabs and line breaks, which browsers read as slashes or drop.
 */
export function locationOf(pathOrUrl: string): string {
  if (!/^\s*[/\\]/.test(pathOrUrl)) return pathOrUrl;
  const clean = pathOrUrl.trimStart().replaceAll(/[\t\r\n]/g, "");
  const end = clean.search(/[?#]/);
  const path = end === -1 ? clean : clean.slice(0, end);
  return path.replaceAll(/[/\\]+/g, "/") + (end === -1 ? "" : clean.slice(end));
}
