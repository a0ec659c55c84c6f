/**
 * Whether a client would rather have JSON than a page.
 *
 * @module
 */
/** Whether a request brings a `Bearer` token. Other schemes are a proxy's, such as a staging site's `Basic`. */
export function bringsBearer(headers: Headers): boolean {
  return /^Bearer(?: |$)/i.test(headers.get("authorization") ?? "");
}

/** No client of good will sends more characters; to weigh 64 KB of them takes long. */
const MAX_ACCEPT_LENGTH = 1024;

/** True when the `Accept` header ranks JSON above HTML (RFC 9110 §12.5.1); a client that takes anything, or asks at excessive length, gets the page. */
export async function prefersJson(req: Request): Promise<boolean> {
  // Loaded when first needed: a page that nothing stops never asks.
  // @ts-types="@types/negotiator"
  const { default: Negotiator } = await import("negotiator");
  const accept = req.headers.get("accept") ?? "*/*";
  if (accept.length > MAX_ACCEPT_LENGTH) return false;
  const best = new Negotiator({ headers: { accept } })
    .mediaType(["text/html", "application/json", "application/problem+json"]);
  return best !== undefined && best !== "text/html";
}

/** Whether a path is the token endpoint's or the API's, which only programs ask for. */
export function isApiPath(path: string): boolean {
  return path === "/token" || path.startsWith("/api/");
}

/** Whether a `Content-Type` header names JSON, or a format built on it such as `application/ld+json`. */
export function isJson(type: string | null): boolean {
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type ?? "");
}

/** By this Fresh marks the requests of a page for a part of itself, which follow redirects as a browser does. */
const PARTIAL = "fresh-partial";

/**
 * Whether a script asks for this, or a browser for a part of a page, and not a person who
 * goes to a page: browsers say so in `Sec-Fetch-Mode` (W3C Fetch Metadata, §2.2).
 */
function isFetch({ headers }: Request, url: URL | null): boolean {
  const mode = headers.get("sec-fetch-mode") ?? "navigate";
  return mode !== "navigate" && url?.searchParams.get(PARTIAL) !== "true";
}

/**
 * Whether a request comes from a program, which has no use for a page: it is for an address
 * without one, prefers or sends JSON, carries a token of its own, or is made by a script.
 */
export async function isProgram(req: Request): Promise<boolean> {
  const url = URL.parse(req.url);
  return bringsBearer(req.headers) ||
    isFetch(req, url) ||
    isJson(req.headers.get("content-type")) ||
    isApiPath(url?.pathname ?? "") ||
    await prefersJson(req);
}
