/**
 * Security headers for every response.
 *
 * @module
 */
import { type Context, csp } from "fresh";
import type { Settings } from "../settings/settings.ts";
import type { Middleware, State } from "../state.ts";

/** Two years in seconds. OWASP ASVS 5.0 §3.4.1 requires at least one. */
const HSTS_SECONDS = 63_072_000;

/** Headers of every response. */
const ALWAYS = {
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

/**
 * Headers of anything that a browser can show as a document. Each policy below forbids framing
 * with `frame-ancestors`; OWASP ASVS 5.0 §3.4.6 calls `X-Frame-Options` obsolete.
 */
const DOCUMENTS = {
  ...ALWAYS,
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy":
    "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

const REFERRER_POLICY = "same-origin";

/**
 * Headers for a page with a token in its URL. Requests from the page reveal the origin but no
 * path, so the token never appears in a `Referer`. `no-referrer` would also set the `Origin` of
 * its forms to `null` (WHATWG Fetch, "`Origin` header"), which older browsers need to pass the
 * CSRF check.
 *
 * @example
 * ```ts
 * import { TOKEN_PAGE } from "@latchkey/core/http";
 * import { page } from "fresh";
 *
 * const show = (token: string) => page({ token }, { headers: TOKEN_PAGE });
 * ```
 */
export const TOKEN_PAGE = { "referrer-policy": "strict-origin" } as const;

/** Styles, scripts, fonts and images. Of these, only SVG can contain scripts. */
const NOT_A_DOCUMENT = /^(?:text\/(?:css|javascript)|font\/|image\/(?!svg))/;

/**
 * The policy of pages without scripts and inline styles, such as the error page. Browser tools
 * may fetch from the site itself, such as robots.txt.
 */
const SCRIPTLESS_PAGE =
  "default-src 'none'; style-src 'self'; img-src 'self'; manifest-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The policy of anything that isn't a page. */
const NOT_A_PAGE =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Sets the headers of OWASP ASVS 5.0 §3.4 on each response. `Strict-Transport-Security` is sent
 * only when the settings say HTTPS. A route may set its own `Referrer-Policy`, and a
 * Content-Security-Policy in `ctx.state`.
 */
export function securityHeaders(settings: Settings): Middleware {
  const files = Object.entries(
    overHttps(settings, { ...ALWAYS, "content-security-policy": NOT_A_PAGE }),
  );
  const documents = Object.entries(overHttps(settings, DOCUMENTS));
  return async (ctx) => {
    const response = await ctx.next();
    const { headers } = response;
    const type = headers.get("content-type") ?? "";
    if (NOT_A_DOCUMENT.test(type)) {
      for (const [name, value] of files) headers.set(name, value);
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

/** The headers of an error page, which may be rendered outside these middlewares. */
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

/** The Content-Security-Policy of pages: files of the site and the request's nonce. */
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
    const response = await policy(ctx as Context<State>); // Fresh created this context.
    allowForms(response, ctx.state);
    return https ? response : withoutUpgrade(response);
  };
}

/** Adds the origins that the page names: Chromium follows no redirect of a form to others. */
function allowForms(
  { headers }: Response,
  { formOrigins = [] }: Pick<State, "formOrigins">,
): void {
  if (formOrigins.length === 0) return;
  const value = headers.get("content-security-policy") ?? "";
  const allowed = ["form-action 'self'", ...formOrigins].join(" ");
  headers.set(
    "content-security-policy",
    value.replace("form-action 'self'", allowed),
  );
}

/**
 * Removes `upgrade-insecure-requests`, which Fresh always adds: without HTTPS, browsers would
 * look for styles and forms there (Safari on localhost too).
 */
function withoutUpgrade(response: Response): Response {
  const value = response.headers.get("content-security-policy") ?? "";
  response.headers.set(
    "content-security-policy",
    value.replace(/; upgrade-insecure-requests\b/, ""),
  );
  return response;
}
