/**
 * Lets pages of other origins read responses (WHATWG Fetch, "CORS protocol").
 *
 * @module
 */
import type { Context } from "../context.ts";
import type { MiddlewareFn } from "../handlers.ts";
import { mutable } from "./mutable.ts";

/** The options of {@linkcode cors}. */
export interface CORSOptions<State> {
  /**
   * The allowed origin or origins, or a function that returns the allowed origin for a
   * request's, which is empty for requests without one. Default: `"*"`, all.
   */
  origin?:
    | string
    | string[]
    | ((
      requestOrigin: string,
      ctx: Context<State>,
    ) => string | null | undefined);
  /** The methods that pages may use. Default: GET, HEAD, PUT, POST, DELETE and PATCH. */
  allowMethods?: string[];
  /** The request headers that pages may set. Default: those that a preflight asks for. */
  allowHeaders?: string[];
  /** How long browsers may cache a preflight's response, in seconds. */
  maxAge?: number;
  /** Whether browsers may send cookies. Only works with origins other than `"*"`. */
  credentials?: boolean;
  /** The response headers that pages may read. */
  exposeHeaders?: string[];
}

const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"];

/**
 * Sets CORS headers on responses, and answers preflights: all requests with OPTIONS. Browsers
 * then let pages of other origins read the responses. It protects nothing: other clients ignore
 * the headers, and browsers send simple requests without asking.
 *
 * @example Pages of one origin, with cookies
 * ```ts
 * app.use("/api", cors({ origin: "https://app.example", credentials: true }));
 * ```
 */
export function cors<State>(
  options: CORSOptions<State> = {},
): MiddlewareFn<State> {
  const allowedOrigin = originCheck(options.origin ?? "*");
  const preflight = preflightHeaders(options);
  const isFixed = allowedOrigin === null;

  return async (ctx) => {
    const common = new Headers();
    const requestOrigin = ctx.req.headers.get("origin") ?? "";
    const origin = isFixed ? "*" : allowedOrigin(requestOrigin, ctx);
    if (origin) common.set("access-control-allow-origin", origin);
    // Also for other origins, or a cache could give them the wrong response.
    if (!isFixed) common.set("vary", "Origin");
    if (options.credentials) {
      common.set("access-control-allow-credentials", "true");
    }
    if (options.exposeHeaders?.length) {
      const exposed = options.exposeHeaders.join(",");
      common.set("access-control-expose-headers", exposed);
    }
    return ctx.req.method === "OPTIONS"
      ? answerPreflight(ctx.req, common, preflight, options.allowHeaders)
      : withHeaders(await ctx.next(), common);
  };
}

/** Null allows all origins, whatever the request's. */
function originCheck<State>(
  allowed: NonNullable<CORSOptions<State>["origin"]>,
) {
  if (typeof allowed === "function") return allowed;
  if (allowed === "*") return null;
  const origins = new Set([allowed].flat());
  return (origin: string) => origins.has(origin) ? origin : null;
}

function preflightHeaders<State>(options: CORSOptions<State>): Headers {
  const headers = new Headers();
  const { maxAge, allowMethods = METHODS } = options;
  if (maxAge !== undefined) headers.set("access-control-max-age", `${maxAge}`);
  if (allowMethods.length > 0) {
    headers.set("access-control-allow-methods", allowMethods.join(","));
  }
  return headers;
}

function answerPreflight(
  req: Request,
  common: Headers,
  preflight: Headers,
  allowHeaders: string[] = [],
): Response {
  const headers = new Headers([...common, ...preflight]);
  const wanted = req.headers.get("access-control-request-headers") ?? "";
  const allowed = allowHeaders.length > 0
    ? allowHeaders
    : wanted.split(/\s*,\s*/).filter((name) => name !== "");
  if (allowed.length > 0) {
    headers.set("access-control-allow-headers", allowed.join(","));
    headers.append("vary", "Access-Control-Request-Headers");
  }
  return new Response(null, { status: 204, headers });
}

function withHeaders(response: Response, added: Headers): Response {
  const target = mutable(response);
  for (const [name, value] of added) {
    if (name === "vary") target.headers.append(name, value);
    else target.headers.set(name, value);
  }
  return target;
}
