/**
 * Offering a passkey after a login with a password.
 *
 * @module
 */
import { siteCookie } from "../../http/cookies.ts";
import type { RequestContext } from "../../state.ts";
import type { LoginOutcome } from "../session/complete_login.ts";
import { passkeys } from "./feature.ts";
import { canHavePasskeys } from "./relying_party.ts";

/** How long pages show the offer after a login, in seconds: for the first pages. */
const OFFER_SECONDS = 120;

/** The cookie names the account, since another one may log in meanwhile. */
const offerCookie = siteCookie("passkey_offer");

/**
 * Offers a passkey on the next pages, if the person has just logged in, has none and has not
 * declined.
 *
 * @param response The redirect of the login. Its headers must be mutable.
 * @returns The same response.
 *
 * @example
 * ```ts
 * import { offerPasskey, logInByForm, readForm, redirectLoggedIn } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * export async function POST(ctx: Context<State>) {
 *   const result = await logInByForm(ctx, await readForm(ctx.req));
 *   return result.ok
 *     ? offerPasskey(ctx, result, redirectLoggedIn(ctx, "/account", result))
 *     : new Response("Incorrect Email or Password", result.init);
 * }
 * ```
 */
export async function offerPasskey(
  { url, state: { services } }: Pick<RequestContext, "url" | "state">,
  outcome: Pick<LoginOutcome, "is" | "user">,
  response: Response,
): Promise<Response> {
  const { settings, site } = services;
  if (outcome.is !== "logged_in" || !site.features.includes(passkeys)) {
    return response;
  }
  const { id } = outcome.user;
  const queries = services.use(passkeys);
  if (canHavePasskeys(queries.party(url)) && await queries.isOffered(id)) {
    const line = offerCookie(settings).write(id, OFFER_SECONDS);
    response.headers.append("set-cookie", line);
  }
  return response;
}

/**
 * Whether this page should offer a passkey to the person who is logged in.
 *
 * @example
 * ```tsx
 * import { isPasskeyOffered } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * const Offer = (ctx: Context<State>) =>
 *   isPasskeyOffered(ctx) ? <a href="/account/passkeys">Add a passkey</a> : null;
 * ```
 */
export function isPasskeyOffered(
  { req, state: { services, user } }: Pick<RequestContext, "req" | "state">,
): boolean {
  return user !== null &&
    offerCookie(services.settings).read(req.headers) === user.id;
}

/**
 * Ends the offer in this browser, by a cookie of the response.
 *
 * @example
 * ```ts
 * import { endPasskeyOffer } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * export function POST(ctx: Context<State>) {
 *   endPasskeyOffer(ctx);
 *   return ctx.redirect("/account", 303);
 * }
 * ```
 */
export function endPasskeyOffer(
  { state }: Pick<RequestContext, "state">,
): void {
  const line = offerCookie(state.services.settings).clear();
  state.cookies = [...state.cookies ?? [], line];
}
