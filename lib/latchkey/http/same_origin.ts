/**
 * CSRF protection: only the site's own pages, and clients without cookies, may change
 * something.
 *
 * @module
 */
import { type Context, csrf } from "fresh";
import { bringsBearer } from "./prefers_json.ts";
import type { Settings } from "../settings/settings.ts";
import type { Middleware, RequestContext, State } from "../state.ts";
import { logRejections, passSameOrigin } from "./security_events.ts";

/**
 * Requests that aren't checked, because they don't use the cookie's authority, which is all
 * that another site could borrow: the token endpoint doesn't read the cookie, and neither does
 * a request with a Bearer token.
 */
const EXEMPT: readonly ((ctx: RequestContext) => boolean)[] = [
  (ctx) => ctx.req.method === "POST" && ctx.url.pathname === "/token",
  ({ req }) => bringsBearer(req.headers),
];

/**
 * Fresh's `csrf()` for the site's public origin and for all requests but {@linkcode EXEMPT}.
 * Clients other than browsers send neither `Origin` nor `Sec-Fetch-Site`, and pass. Rejected
 * requests are logged.
 */
export function sameOrigin(settings: Settings): Middleware[] {
  const check = csrf<State>({
    origin: (origin, { url }) =>
      origin === (settings.publicUrl?.origin ?? originOf(url, settings)),
  });
  return [
    logRejections,
    (ctx) =>
      EXEMPT.some((isExempt) => isExempt(ctx))
        ? ctx.next()
        : check(ctx as Context<State>), // Fresh created this context.
    passSameOrigin,
  ];
}

// Behind an HTTPS proxy, requests arrive as HTTP. Comparing with that would reject older
// browsers, and accept a page forged over plain HTTP.
function originOf(url: URL, { https }: Settings): string {
  return https ? `https://${url.host}` : url.origin;
}
