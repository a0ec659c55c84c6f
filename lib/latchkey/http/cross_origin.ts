/**
 * Cross-origin resource sharing (CORS) for the API (WHATWG Fetch, "CORS protocol").
 *
 * @module
 */
import type { Context } from "fresh";
import type { Settings } from "../settings/settings.ts";
import type { Middleware, RequestContext, State } from "../state.ts";
import { isApiPath } from "./prefers_json.ts";

/** How long a browser may cache a preflight's response, in seconds. */
const PREFLIGHT_SECONDS = 600;

/** The response to a preflight. Credentials aren't allowed, so cookies stay out. */
const PREFLIGHT_HEADERS = {
  "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
  "access-control-allow-headers": "authorization, content-type",
  "access-control-max-age": String(PREFLIGHT_SECONDS),
};

/** Headers that a client needs and can't read unless they are exposed. */
const EXPOSED = "retry-after, www-authenticate, x-request-id";

/**
 * Lets pages of the origins in `CORS_ORIGINS` call `/token` and `/api/` with a Bearer token.
 * Does nothing without that setting, so browsers keep all other sites out.
 */
export function crossOrigin(
  { corsOrigins }: Pick<Settings, "corsOrigins">,
): Middleware {
  if (corsOrigins.length === 0) return (ctx) => ctx.next();

  return async (ctx) => {
    if (!isApiPath(ctx.url.pathname)) return ctx.next();
    const cors = corsHeaders(ctx);
    const response = cors && isPreflight(ctx)
      ? new Response(null, { status: 204, headers: PREFLIGHT_HEADERS })
      : await ctx.next();
    const { headers } = response;
    headers.append("vary", "Origin");
    for (const [name, value] of Object.entries(cors ?? {})) {
      headers.set(name, value);
    }
    return response;
  };
}

/**
 * The headers that let a page of a listed origin read a response of the API; null for other
 * pages and paths. Error pages add them too, because errors before a route don't pass through
 * {@linkcode crossOrigin}.
 */
export function corsHeaders(
  { req, url, state }: Pick<Context<State>, "req" | "url" | "state">,
): Record<string, string> | null {
  const origin = req.headers.get("origin");
  const { corsOrigins } = state.services.settings;
  if (origin === null || !corsOrigins.includes(origin)) return null;
  return isApiPath(url.pathname)
    ? {
      "access-control-allow-origin": origin,
      "access-control-expose-headers": EXPOSED,
    }
    : null;
}

function isPreflight({ req }: RequestContext): boolean {
  return req.method === "OPTIONS" &&
    req.headers.has("access-control-request-method");
}
