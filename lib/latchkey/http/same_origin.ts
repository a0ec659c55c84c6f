/**
 * Who may change something: only pages of our own site, and clients without cookies.
 *
 * @module
 */
import { type Context, csrf } from "fresh";
import { bringsBearer } from "./prefers_json.ts";
import type { Settings } from "../settings/settings.ts";
import type { Middleware, RequestContext, State } from "../state.ts";
import { logRefusals, passSameOrigin } from "./security_events.ts";

/**
 * The only requests that are not checked. They carry no authority of a cookie, which is
 * all that another site's page could borrow: the token endpoint reads none, and with a
 * Bearer token the cookie isn't read.
 */
const EXEMPT: readonly ((ctx: RequestContext) => boolean)[] = [
  (ctx) => ctx.req.method === "POST" && ctx.url.pathname === "/token",
  ({ req }) => bringsBearer(req.headers),
];

/**
 * Fresh's `csrf()`, by where browsers reach the site, for all but {@linkcode EXEMPT}.
 * Clients that are no browsers send neither `Origin` nor `Sec-Fetch-Site`, and pass.
 * What is refused is logged.
 */
export function sameOrigin(settings: Settings): Middleware[] {
  const check = csrf<State>({
    origin: (origin, { url }) =>
      origin === (settings.publicUrl?.origin ?? originOf(url, settings)),
  });
  return [
    logRefusals,
    (ctx) =>
      EXEMPT.some((isExempt) => isExempt(ctx))
        ? ctx.next()
        : check(ctx as Context<State>), // Fresh itself made it.
    passSameOrigin,
  ];
}

// Behind a proxy that brings HTTPS, requests arrive as HTTP. To go by that would turn
// away older browsers, and let in a page that was forged on the plain connection.
function originOf(url: URL, { https }: Settings): string {
  return https ? `https://${url.host}` : url.origin;
}
