/**
 * The headers that tell a browser to be strict, on every answer.
 *
 * @module
 */
import { csp, type Middleware, type MiddlewareFn } from "fresh";
import type { Settings } from "../settings.ts";
import type { State } from "../state.ts";

/** Two years in seconds (OWASP ASVS 5.0 §3.4.1 asks for one). Other hosts of the domain are theirs to decide on. */
const HSTS_SECONDS = 63_072_000;

const ALWAYS = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** An error page has no script and no inline style. */
const ERROR_PAGE =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** What is not a page needs nothing at all. */
const NOT_A_PAGE =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Sets the headers of OWASP ASVS 5.0 §3.4 on each answer. Strict-Transport-Security
 * is sent only where the settings say HTTPS. A route may have a `Referrer-Policy` of its own.
 */
export function securityHeaders(settings: Settings): Middleware<State> {
  const headers = Object.entries(alwaysFor(settings));
  return async (ctx) => {
    const response = await ctx.next();
    for (const [name, value] of headers) {
      if (name === "referrer-policy" && response.headers.has(name)) continue;
      response.headers.set(name, value);
    }
    if (!response.headers.get("content-type")?.startsWith("text/html")) {
      response.headers.set("content-security-policy", NOT_A_PAGE);
    }
    return response;
  };
}

/** The same for an error page, which may be made outside of the middlewares above. */
export function errorPageHeaders(settings: Settings): Record<string, string> {
  return {
    ...alwaysFor(settings),
    "cache-control": "no-store",
    "content-security-policy": ERROR_PAGE,
  };
}

function alwaysFor(settings: Settings): Record<string, string> {
  return settings.https
    ? {
      ...ALWAYS,
      "strict-transport-security": `max-age=${HSTS_SECONDS}`,
    }
    : ALWAYS;
}

/** The policy of pages: our own files and this request's nonce, nothing else. */
export function contentSecurityPolicy(
  { https }: Settings,
): Middleware<State> {
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
  return giveWay(https ? policy : staysOnHttp(policy));
}

/** Lets a route have a policy of its own. */
function giveWay(policy: MiddlewareFn<State>): MiddlewareFn<State> {
  return async (ctx) => {
    const response = await policy(ctx);
    const { contentSecurityPolicy } = ctx.state;
    if (contentSecurityPolicy) {
      response.headers.set("content-security-policy", contentSecurityPolicy);
    }
    return response;
  };
}

/**
 * Leaves out what Fresh always adds: on a site that has no HTTPS, browsers would
 * look for its styles and forms there (Safari on localhost too, others elsewhere).
 */
function staysOnHttp(policy: MiddlewareFn<State>): MiddlewareFn<State> {
  return async (ctx) => {
    const response = await policy(ctx);
    const value = response.headers.get("content-security-policy") ?? "";
    response.headers.set(
      "content-security-policy",
      value.replace(/; upgrade-insecure-requests\b/, ""),
    );
    return response;
  };
}
