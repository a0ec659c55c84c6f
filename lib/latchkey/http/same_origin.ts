/**
 * CSRF protection: only the site's own pages, and clients without cookies, may change
 * something.
 *
 * @module
 */
import { type Context, csrf } from "fresh";
import { bringsBearer } from "./prefers_json.ts";
import type { Services } from "../services.ts";
import type { Middleware, RequestContext, State } from "../state.ts";
import { logRejections, passSameOrigin } from "./security_events.ts";
import { siteOrigin } from "./site_origin.ts";

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
 * The paths to which login providers send forms. Their `state` protects them (RFC 6749
 * §10.12).
 */
function formPostPaths(
  { site, settings }: Pick<Services, "site" | "settings">,
): ReadonlySet<string> {
  const providers = site.features.flatMap((feature) =>
    feature.loginProviders?.(settings.features[feature.name]) ?? []
  );
  return new Set(
    providers.filter(({ answersBy }) => answersBy === "form_post")
      .map(({ id }) => `/auth/provider/${id}/callback`),
  );
}

/**
 * Fresh's `csrf()` for the site's public origin and for all requests but {@linkcode EXEMPT} and
 * the forms of login providers.
 * Clients other than browsers send neither `Origin` nor `Sec-Fetch-Site`, and pass. Rejected
 * requests are logged.
 */
export function sameOrigin(
  services: Pick<Services, "site" | "settings">,
): Middleware[] {
  const { settings } = services;
  const formPosts = formPostPaths(services);
  const check = csrf<State>({
    origin: (origin, { url }) => origin === siteOrigin(settings, url),
  });
  return [
    logRejections,
    (ctx) =>
      EXEMPT.some((isExempt) => isExempt(ctx)) ||
        ctx.req.method === "POST" && formPosts.has(ctx.url.pathname)
        ? ctx.next()
        : check(ctx as Context<State>), // Fresh created this context.
    passSameOrigin,
  ];
}
