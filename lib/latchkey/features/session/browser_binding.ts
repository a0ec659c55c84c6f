/**
 * Binds emailed links to the browser that requested them. Opened in that browser, they need
 * no further confirmation.
 *
 * @module
 */
import type { Context } from "fresh";
import type { State } from "../../state.ts";
import { type CookieSettings, siteCookie } from "../../http/cookies.ts";
import { randomId } from "../../crypto/random_id.ts";
import { sha256 } from "../../crypto/sha256.ts";

/** How long a browser stays bound: one hour. */
export const BINDING_SECONDS = 60 * 60;

/** The shape of `randomId`. */
const NONCE_SHAPE = /^[\w-]{22}$/;

/** Contains the nonce. */
const browserBindingCookie = siteCookie("browser_binding");

type BoundRequest = Pick<Context<State>, "req" | "state">;

/** The binding of a browser that requests an email. */
export interface BrowserBinding {
  /** The SHA-256 hash of its nonce, which the emailed token stores in `data.browser`. */
  readonly browser: string;
  /** The `Set-Cookie` header for the response. */
  readonly setCookie: string;
}

/**
 * Binds a browser to the emails it requests, for one hour. A browser that is already bound
 * keeps its nonce, so that earlier emails stay bound to it.
 *
 * @example
 * ```ts
 * import { requestVerification, type LoggedInState } from "@latchkey/core";
 * import { bindBrowser } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function resend(ctx: Context<LoggedInState>) {
 *   const { services, user, language: { code: language } } = ctx.state;
 *   const { browser, setCookie } = await bindBrowser(ctx);
 *   await requestVerification(services, { userId: user.id, browser, language });
 *   return new Response(null, { headers: { "set-cookie": setCookie } });
 * }
 * ```
 */
export async function bindBrowser(
  { req, state: { services: { settings } } }: BoundRequest,
): Promise<BrowserBinding> {
  const nonce = readNonce(settings, req.headers) ?? randomId();
  const cookie = browserBindingCookie(settings);
  return {
    browser: await sha256(nonce),
    setCookie: cookie.write(nonce, BINDING_SECONDS),
  };
}

/**
 * Returns the SHA-256 hash of the browser's nonce, or an empty string if it is not bound.
 *
 * @example
 * ```ts
 * import type { State } from "@latchkey/core";
 * import { boundBrowser } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export const isBound = async (ctx: Context<State>) =>
 *   await boundBrowser(ctx) !== "";
 * ```
 */
export async function boundBrowser(
  { req, state: { services: { settings } } }: BoundRequest,
): Promise<string> {
  const nonce = readNonce(settings, req.headers);
  return nonce === null ? "" : await sha256(nonce);
}

/**
 * Whether this browser requested a token. Compares the token's `data.browser` with
 * {@linkcode boundBrowser}.
 *
 * @example
 * ```ts
 * import { findLoginLink, type State } from "@latchkey/core";
 * import { isBoundBrowser } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function needsConfirmation(ctx: Context<State>, token: string) {
 *   const link = await findLoginLink(ctx.state.services, token);
 *   return !await isBoundBrowser(ctx, link?.browser);
 * }
 * ```
 */
export async function isBoundBrowser(
  ctx: BoundRequest,
  browser: string | undefined,
): Promise<boolean> {
  const present = await boundBrowser(ctx);
  return present !== "" && present === browser;
}

function readNonce(
  settings: CookieSettings,
  headers: Headers,
): string | null {
  const nonce = browserBindingCookie(settings).read(headers) ?? "";
  return NONCE_SHAPE.test(nonce) ? nonce : null;
}
