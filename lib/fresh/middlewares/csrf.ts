/**
 * Refuses requests that another site made a person's browser send.
 *
 * @module
 */
import type { Context } from "../context.ts";
import type { MiddlewareFn } from "../handlers.ts";
import { HttpError } from "../http_error.ts";

/** Decides whether requests from `origin` are welcome. */
export type IsAllowedOriginHandler<State> = (
  origin: string,
  ctx: Context<State>,
) => boolean;

/** What {@link csrf} can be told. */
export interface CsrfOptions<State> {
  /**
   * The origins whose requests are welcome, each as browsers write it
   * (`https://example.com`), or a function that decides. It stands in place of
   * the default, the origin of `ctx.url`.
   */
  origin?: string | string[] | IsAllowedOriginHandler<State>;
}

/** They change nothing on the server (RFC 9110 §9.2.1). */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

const refusal = "This request came from another site, so it was refused. " +
  "Open the page on this site and try again.";

/**
 * Lets a state-changing request pass only when it comes from this site.
 *
 * `Sec-Fetch-Site`, which no script can forge, is asked first: `same-origin`
 * and `none` (typed, bookmarked) pass. Otherwise the `Origin` has to be an
 * allowed one. A request with neither header passes: every browser of today
 * sends at least one of them with an unsafe method, so this is a client such
 * as curl, which carries no one's cookies by accident (OWASP CSRF Prevention
 * Cheat Sheet, "Fetch Metadata").
 *
 * @example Requests from this site alone
 * ```ts
 * app.use(csrf());
 * ```
 *
 * @example Requests from two sites
 * ```ts
 * app.use(csrf({ origin: ["https://example.com", "https://shop.example"] }));
 * ```
 *
 * @throws {HttpError} 403 while the request is handled, when it is refused.
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
    throw new HttpError(403, refusal);
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
