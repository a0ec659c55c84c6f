/**
 * The headers that tell a browser to be strict, on every answer.
 *
 * @module
 */
import { type Context, csp } from "fresh";
import type { Settings } from "../settings/settings.ts";
import type { Middleware, State } from "../state.ts";

/** Two years in seconds (OWASP ASVS 5.0 §3.4.1 asks for one). */
const HSTS_SECONDS = 63_072_000;

/** What goes for every answer, of whatever kind. */
const ALWAYS = {
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

/**
 * What goes for what a browser may show as a document. That nobody may frame it stands
 * in each policy below (`frame-ancestors`; OWASP ASVS 5.0 §3.4.6 counts `X-Frame-Options` as obsolete).
 */
const DOCUMENTS = {
  ...ALWAYS,
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy":
    "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

const REFERRER_POLICY = "same-origin";

/**
 * Headers of a page whose own address holds a token: what it leads to and loads is told our origin and no path, so
 * the token stands in no `Referer`. `no-referrer` would make browsers hide the origin of
 * its forms too, by which older ones show that they come from us (Fetch §3.2).
 */
export const TOKEN_PAGE = { "referrer-policy": "strict-origin" } as const;

/** Styles, scripts, fonts and pictures; of these only SVG can hold script of its own. */
const NO_DOCUMENT = /^(?:text\/(?:css|javascript)|font\/|image\/(?!svg))/;

/**
 * The policy of a page that has no script and no inline style, such as an error page.
 * What a tool in the browser fetches in its name, such as robots.txt, may come from us.
 */
const SCRIPTLESS_PAGE =
  "default-src 'none'; style-src 'self'; img-src 'self'; manifest-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** What is not a page needs nothing at all. */
const NOT_A_PAGE =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Sets the headers of OWASP ASVS 5.0 §3.4 on each answer. Strict-Transport-Security
 * is sent only where the settings say HTTPS. A route may have a `Referrer-Policy` of its
 * own, and by `ctx.state` a `Content-Security-Policy`.
 */
export function securityHeaders(settings: Settings): Middleware {
  const always = Object.entries(overHttps(settings, ALWAYS));
  const documents = Object.entries(overHttps(settings, DOCUMENTS));
  return async (ctx) => {
    const response = await ctx.next();
    const { headers } = response;
    const type = headers.get("content-type") ?? "";
    if (NO_DOCUMENT.test(type)) {
      for (const [name, value] of always) headers.set(name, value);
      return response;
    }
    for (const [name, value] of documents) headers.set(name, value);
    if (!headers.has("referrer-policy")) {
      headers.set("referrer-policy", REFERRER_POLICY);
    }
    const policy = type.startsWith("text/html")
      ? ctx.state.contentSecurityPolicy
      : NOT_A_PAGE;
    if (policy) headers.set("content-security-policy", policy);
    return response;
  };
}

/** The same for an error page, which may be made outside of the middlewares above. */
export function errorPageHeaders(settings: Settings): Record<string, string> {
  return {
    ...overHttps(settings, DOCUMENTS),
    "referrer-policy": REFERRER_POLICY,
    "cache-control": "no-store",
    "content-security-policy": SCRIPTLESS_PAGE,
  };
}

function overHttps(
  { https, hstsIncludeSubdomains }: Settings,
  headers: Record<string, string>,
): Record<string, string> {
  if (!https) return headers;
  const rest = hstsIncludeSubdomains ? "; includeSubDomains" : "";
  return {
    ...headers,
    "strict-transport-security": `max-age=${HSTS_SECONDS}${rest}`,
  };
}

/** The policy of pages: our own files and this request's nonce, nothing else. */
export function contentSecurityPolicy(
  { https }: Settings,
): Middleware {
  const policy = csp<State>({
    useNonce: true,
    csp: [
      "default-src 'self'",
      "script-src 'self' 'unsafe-inline'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      "media-src 'none'",
      "worker-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ],
  });
  return async (ctx) => {
    const response = await policy(ctx as Context<State>); // Fresh itself made it.
    return https ? response : staysOnHttp(response);
  };
}

/**
 * Leaves out what Fresh always adds: on a site that has no HTTPS, browsers would
 * look for its styles and forms there (Safari on localhost too, others elsewhere).
 */
function staysOnHttp(response: Response): Response {
  const value = response.headers.get("content-security-policy") ?? "";
  response.headers.set(
    "content-security-policy",
    value.replace(/; upgrade-insecure-requests\b/, ""),
  );
  return response;
}
