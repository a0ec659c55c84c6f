/**
 * Logging out at the provider too (OpenID Connect RP-Initiated Logout 1.0).
 *
 * @module
 */
import { siteCookie } from "../../http/cookies.ts";
import { siteOrigin } from "../../http/site_origin.ts";
import type { RequestContext } from "../../state.ts";
import { availableProviders } from "./available_providers.ts";
import { ProviderError } from "./login_provider.ts";
import { forgetAnyIdentity } from "./pending_identity.ts";
import type { NamedProvider } from "./provider_outcomes.ts";

/** The page after logging out. */
const LOGGED_OUT_PAGE = "/auth/provider/logged-out";

/** How long that page can be shown, in seconds. */
const PAGE_SECONDS = 10 * 60;

/** The provider of this browser's last login, if people can log out there. */
const lastProviderCookie = siteCookie("login_provider");

/** The `Set-Cookie` lines that note a login with a provider for as long as the session. */
export function noteProvider(
  { state: { services } }: Pick<RequestContext, "state">,
  { id }: Pick<NamedProvider, "id">,
  isRemembered: boolean,
): readonly string[] {
  const { settings } = services;
  const seconds = isRemembered ? settings.rememberSeconds : null;
  return availableProviders(services).get(id)?.logoutUrl
    ? [lastProviderCookie(settings).write(id, seconds)]
    : [];
}

/**
 * Where to go after logging out, with the cookie for that page if it is one of a provider. An
 * identity that waits in this browser is forgotten.
 */
export function afterLogout(
  ctx: Pick<RequestContext, "req" | "state">,
): { readonly path: string; readonly cookies: readonly string[] } {
  const { req, state: { services } } = ctx;
  const forgotten = forgetAnyIdentity(ctx);
  const cookie = lastProviderCookie(services.settings);
  const id = cookie.read(req.headers) ?? "";
  if (!availableProviders(services).get(id)?.logoutUrl) {
    return { path: "/", cookies: forgotten };
  }
  const noted = cookie.write(id, PAGE_SECONDS);
  return { path: LOGGED_OUT_PAGE, cookies: [noted, ...forgotten] };
}

/** A provider at which somebody may still be logged in. */
export interface ProviderLogoutLink {
  readonly provider: NamedProvider;
  /** The provider's page to log out. It leads back to the home page. */
  readonly url: string;
}

/**
 * What `/auth/provider/logged-out` shows: a link, since a form may not lead there. Null if there
 * is nothing to log out of, or the provider doesn't say how.
 *
 * @example
 * ```ts
 * import { findProviderLogout } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import { type Context, page } from "fresh";
 *
 * export async function GET(ctx: Context<State>) {
 *   const logout = await findProviderLogout(ctx);
 *   return logout ? page(logout) : ctx.redirect("/", 303);
 * }
 * ```
 */
export async function findProviderLogout(
  { req, url, state }: RequestContext,
): Promise<ProviderLogoutLink | null> {
  const { services, user, language } = state;
  const id = lastProviderCookie(services.settings).read(req.headers) ?? "";
  const provider = availableProviders(services).get(id);
  if (user || !provider?.logoutUrl) return null;
  const returnTo = `${siteOrigin(services.settings, url)}/`;
  try {
    const found = await provider.logoutUrl({
      returnTo,
      language: language.code,
      now: services.now(),
    });
    const { label } = provider;
    return found && { provider: { id, label }, url: found.href };
  } catch (error) {
    if (error instanceof ProviderError) return null;
    throw error;
  }
}
