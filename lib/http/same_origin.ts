/**
 * Who may change something: only pages of our own site, and clients without cookies.
 *
 * @module
 */
import { csrf, type Middleware } from "fresh";
import type { Settings } from "../settings.ts";
import type { State } from "../state.ts";
import { logRefusals, passSameOrigin } from "./security_events.ts";

/**
 * Fresh's `csrf()`, by where browsers reach the site. For the token endpoint too, though it
 * reads no cookie: else any page could spend its visitors' tries there. Clients that are
 * no browsers send neither `Origin` nor `Sec-Fetch-Site`, and pass. What is refused is logged.
 */
export function sameOrigin(settings: Settings): Middleware<State>[] {
  const check = csrf<State>({
    origin: (origin, { url }) =>
      origin === (settings.publicUrl?.origin ?? originOf(url, settings)),
  });
  return [logRefusals, check, passSameOrigin];
}

// Behind a proxy that brings HTTPS, requests arrive as HTTP. To go by that would turn
// away older browsers, and let in a page that was forged on the plain connection.
function originOf(url: URL, { https }: Settings): string {
  return https ? `https://${url.host}` : url.origin;
}
