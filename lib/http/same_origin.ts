/**
 * Who may change something: only pages of our own site, and clients without cookies.
 *
 * @module
 */
import { csrf, type Middleware } from "fresh";
import type { Settings } from "../settings.ts";
import type { State } from "../state.ts";

/**
 * Fresh's `csrf()` for everything but the token endpoint. That one takes the password
 * itself, reads no cookie and sets none, so there is nothing for another site to ride
 * on; and its clients are not browsers, so they send neither `Origin` nor `Sec-Fetch-Site`.
 */
export function sameOrigin(settings: Settings): Middleware<State> {
  const check: Middleware<State> = csrf({
    origin: (origin, { url }) =>
      origin === (settings.publicUrl?.origin ?? originOf(url, settings)),
  });
  return (ctx) =>
    ctx.req.method === "POST" && ctx.url.pathname === "/token"
      ? ctx.next()
      : check(ctx);
}

// Behind a proxy that brings HTTPS, requests arrive as HTTP. To go by that would turn
// away older browsers, and let in a page that was forged on the plain connection.
function originOf(url: URL, { https }: Settings): string {
  return https ? `https://${url.host}` : url.origin;
}
