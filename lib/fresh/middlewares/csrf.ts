/**
 * Rejects requests that another site made a person's browser send.
 *
 * @module
 */
import type { Context } from "../context.ts";
import type { MiddlewareFn } from "../handlers.ts";
import { HttpError } from "../http_error.ts";

/** Decides whether to allow requests from `origin`. */
export type IsAllowedOriginHandler<State> = (
  origin: string,
  ctx: Context<State>,
) => boolean;

/** The options of {@link csrf}. */
export interface CsrfOptions<State> {
  /**
   * The allowed origins, as browsers write them (`https://example.com`), or a function that
   * decides. Default: the origin of `ctx.url`.
   */
  origin?: string | string[] | IsAllowedOriginHandler<State>;
}

/** They change nothing on the server (RFC 9110 §9.2.1). */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

const rejection = "This request came from another site, so it was rejected. " +
  "Open the page on this site and try again.";

/**
 * Allows state-changing requests only from this site.
 *
 * It checks `Sec-Fetch-Site` first, which scripts can't forge, and allows `same-origin` and
 * `none` (typed, bookmarked). Otherwise `Origin` must be allowed. Requests with neither header
 * are allowed: current browsers send at least one of them with unsafe methods, so the client
 * is one like curl, which doesn't send a person's cookies by accident (OWASP CSRF Prevention
 * Cheat Sheet, "Fetch Metadata").
 *
 * @example Requests from this site only
 * ```ts
 * app.use(csrf());
 * ```
 *
 * @example Requests from two sites
 * ```ts
 * app.use(csrf({ origin: ["https://example.com", "https://shop.example"] }));
 * ```
 *
 * @throws {HttpError} 403 for a rejected request.
 */
export function csrf<State>(options?: CsrfOptions<State>): MiddlewareFn<State> {
  const isAllowedOrigin = originCheck(options?.origin);
  return (ctx) => {
    const { method, headers } = ctx.req;
    if (safeMethods.has(method)) return ctx.next();

    const site = headers.get("sec-fetch-site");
    if (site === "same-origin" || site === "none") return ctx.next();

    const origin = headers.get("origin");
    const isBrowser = site !== null || origin !== null;
    if (!isBrowser || (origin !== null && isAllowedOrigin(origin, ctx))) {
      return ctx.next();
    }
    throw new HttpError(403, rejection);
  };
}

function originCheck<State>(
  allowed: CsrfOptions<State>["origin"],
): IsAllowedOriginHandler<State> {
  if (typeof allowed === "function") return allowed;
  if (allowed === undefined) return (origin, ctx) => origin === ctx.url.origin;
  const origins = new Set([allowed].flat());
  return (origin) => origins.has(origin);
}
