/**
 * Which other sites' pages may call the API: cross-origin resource sharing (Fetch Standard §3.3).
 *
 * @module
 */
import type { Context } from "fresh";
import type { Settings } from "../settings/settings.ts";
import type { Middleware, RequestContext, State } from "../state.ts";
import { isApiPath } from "./prefers_json.ts";

/** How long a browser may go by a preflight's answer, in seconds. */
const PREFLIGHT_SECONDS = 600;

/** What a preflight is told. Cookies stay out: nothing here allows credentials. */
const PREFLIGHT_HEADERS = {
  "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
  "access-control-allow-headers": "authorization, content-type",
  "access-control-max-age": String(PREFLIGHT_SECONDS),
};

/** Headers that a client needs to know what to do next, and may not read unless told. */
const EXPOSED = "retry-after, www-authenticate, x-request-id";

/**
 * Lets pages of the origins in `CORS_ORIGINS` call `/token` and `/api/` with a Bearer
 * token. Without that setting it does nothing, and browsers keep every other site out.
 */
export function crossOrigin(
  { corsOrigins }: Pick<Settings, "corsOrigins">,
): Middleware {
  if (corsOrigins.length === 0) return (ctx) => ctx.next();

  return async (ctx) => {
    if (!isApiPath(ctx.url.pathname)) return ctx.next();
    const shared = sharedWith(ctx);
    const response = shared && isPreflight(ctx)
      ? new Response(null, { status: 204, headers: PREFLIGHT_HEADERS })
      : await ctx.next();
    const { headers } = response;
    headers.append("vary", "Origin");
    for (const [name, value] of Object.entries(shared ?? {})) {
      headers.set(name, value);
    }
    return response;
  };
}

/**
 * The headers that let a page of a listed origin read an answer of the API; null for other
 * pages and paths. Error pages add them by themselves: what is refused before a route is
 * reached doesn't come back through {@linkcode crossOrigin}.
 */
export function sharedWith(
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
