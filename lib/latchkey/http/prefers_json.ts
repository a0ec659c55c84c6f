/**
 * Whether a client prefers JSON to a page.
 *
 * @module
 */
/**
 * Whether a request has a `Bearer` token. Other schemes belong to a proxy, such as a staging
 * site's `Basic`.
 */
export function bringsBearer(headers: Headers): boolean {
  return /^Bearer(?: |$)/i.test(headers.get("authorization") ?? "");
}

/** Clients send fewer characters, and parsing 64 KB takes long. */
const MAX_ACCEPT_LENGTH = 1024;

/**
 * Whether `Accept` ranks JSON above HTML (RFC 9110 §12.5.1). False when the
 * client accepts anything, and for an overlong header.
 */
async function prefersJson(req: Request): Promise<boolean> {
  // Loaded when first needed: most pages never ask.
  // @ts-types="@types/negotiator"
  const { default: Negotiator } = await import("negotiator");
  const accept = req.headers.get("accept") ?? "*/*";
  if (accept.length > MAX_ACCEPT_LENGTH) return false;
  const best = new Negotiator({ headers: { accept } })
    .mediaType(["text/html", "application/json", "application/problem+json"]);
  return best !== undefined && best !== "text/html";
}

/** Whether a path is the token endpoint's or the API's, which only programs use. */
export function isApiPath(path: string): boolean {
  return path === "/token" || path.startsWith("/api/");
}

/** Whether a `Content-Type` is JSON, or based on it, such as `application/ld+json`. */
export function isJson(type: string | null): boolean {
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type ?? "");
}

/**
 * The query parameter of Fresh's requests for part of a page, which follow redirects like a
 * navigation.
 */
const PARTIAL = "fresh-partial";

/**
 * Whether a script made the request, or a browser for part of a page, rather than a navigation
 * (W3C Fetch Metadata, `Sec-Fetch-Mode`).
 */
function isFetch({ headers }: Request, url: URL | null): boolean {
  const mode = headers.get("sec-fetch-mode") ?? "navigate";
  return mode !== "navigate" && url?.searchParams.get(PARTIAL) !== "true";
}

/**
 * Whether a request comes from a program, which can't use a page: it is for the API, prefers or
 * sends JSON, has a token of its own, or comes from a script.
 */
export async function isProgram(req: Request): Promise<boolean> {
  const url = URL.parse(req.url);
  return bringsBearer(req.headers) ||
    isFetch(req, url) ||
    isJson(req.headers.get("content-type")) ||
    isApiPath(url?.pathname ?? "") ||
    await prefersJson(req);
}
