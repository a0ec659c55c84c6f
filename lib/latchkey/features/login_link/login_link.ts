/**
 * Logging in by an emailed link.
 *
 * @module
 */
import { isGone, mayLogIn } from "../account/account_status.ts";
import {
  consumeToken,
  findToken,
  type FoundToken,
  revokeTokens,
} from "../tokens/one_time_tokens.ts";
import { loginLinkEmail } from "./emails.tsx";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { asClaimed } from "../account/profile.ts";
import { dropFactors } from "../second_factor/drop_factors.ts";

/** What a login link is for. */
export interface LoginLink {
  readonly user: User;
  /** Whether the person chose to stay logged in. */
  readonly remembered: boolean;
  /** Where they wanted to go. Not validated: pass it through `safeNext`. */
  readonly next: string;
  /** The binding of the requesting browser, for `isBoundBrowser`. */
  readonly browser: string;
}

/** A request for a login link. */
export interface LoginLinkRequest {
  /** As typed, whether an account has it or not. */
  readonly address: string;
  /** The binding of the requesting browser, from `bindBrowser`. */
  readonly browser: string;
  /** The language tag of the page. */
  readonly language: string;
  /** Whether the person stays logged in. */
  readonly remembered: boolean;
  /** The path to redirect to after the login. */
  readonly next: string;
}

/**
 * Emails a login link if an account has the address. That is only looked up when the email
 * is written, so the time does not reveal it.
 *
 * @example
 * ```ts
 * import { requestLoginLink, type State } from "@latchkey/core";
 * import { bindBrowser } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function request(ctx: Context<State>, address: string) {
 *   const { services, language: { code: language } } = ctx.state;
 *   const { browser, setCookie } = await bindBrowser(ctx);
 *   const options = { browser, language, remembered: false, next: "/" };
 *   await requestLoginLink(services, { address, ...options });
 *   return new Response(null, { headers: { "set-cookie": setCookie } });
 * }
 * ```
 */
export async function requestLoginLink(
  { mail }: Pick<Services, "mail">,
  request: LoginLinkRequest,
): Promise<void> {
  await mail.send(loginLinkEmail, request);
}

/**
 * Finds what an emailed link is for, without using it. Returns null if it no longer works.
 *
 * @example
 * ```ts
 * import { findLoginLink, type Services } from "@latchkey/core";
 *
 * export async function isValid(services: Services, token: string) {
 *   return await findLoginLink(services, token) !== null;
 * }
 * ```
 */
export async function findLoginLink(
  services: Services,
  token: string,
): Promise<LoginLink | null> {
  return linkOf(services, await findToken(services, "login_link", token));
}

/**
 * Uses an emailed link. Returns null if it no longer works.
 *
 * The person has now proved that they receive emails at the address. If that was unproven
 * before, a stranger may have signed up with it and be waiting for its owner, so the
 * sessions end, the password and all factors stop working, and the name and profile are
 * cleared.
 *
 * @param language The language tag of the page.
 *
 * @example
 * ```ts
 * import { type State, useLoginLink } from "@latchkey/core";
 * import { logInAndRedirect, safeNext } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function open(ctx: Context<State>, token: string) {
 *   const { services, language } = ctx.state;
 *   const link = await useLoginLink(services, token, language.code);
 *   if (!link) return ctx.redirect("/auth/login", 303);
 *   const { user, remembered } = link;
 *   const options = { method: "link", remembered, next: safeNext(link.next) } as const;
 *   return await logInAndRedirect(ctx, user, options);
 * }
 * ```
 */
export async function useLoginLink(
  services: Services,
  token: string,
  language: string,
): Promise<LoginLink | null> {
  const used = await consumeToken(services, "login_link", token);
  const link = linkOf(services, used);
  if (!link || link.user.verifiedAt !== null) return link;
  await dropFactors(services, link.user.id);
  const user = await services.store.users.secure(link.user.id, {
    passwordHash: "",
    verifiedAt: services.now(),
    ...asClaimed(language),
  });
  await revokeTokens(services, link.user.id, "verify");
  return user && !isGone(user, services.now()) ? { ...link, user } : null;
}

function linkOf(
  services: Services,
  found: FoundToken | null,
): LoginLink | null {
  if (!found || !mayLogIn(services, found.user)) return null;
  const { user, token: { data } } = found;
  return {
    user,
    remembered: data.remembered === "yes",
    next: data.next ?? "/",
    browser: data.browser ?? "",
  };
}
