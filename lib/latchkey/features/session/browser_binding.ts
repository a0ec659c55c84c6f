/**
 * The browser that asked for a mail: a link that is opened in the same one needs no
 * further question.
 *
 * @module
 */
import type { Context } from "fresh";
import type { State } from "../../state.ts";
import { type CookieSettings, siteCookie } from "../../http/cookies.ts";
import { randomId } from "../../crypto/random_id.ts";
import { sha256 } from "../../crypto/sha256.ts";

/** How long a browser is known as the one that asked: an hour. */
export const BINDING_SECONDS = 60 * 60;

/** As `randomId` makes them. */
const NONCE_SHAPE = /^[\w-]{22}$/;

/** The cookie that holds the nonce. */
export const browserBindingCookie = siteCookie("browser_binding");

/** A request of the browser. */
type Asking = Pick<Context<State>, "req" | "state">;

/** A browser that asks for a mail. */
export interface BrowserBinding {
  /** The SHA-256 of its nonce: for the mail request, and by it for the token's `data.browser`. */
  readonly browser: string;
  /** The `Set-Cookie` line for the answer. */
  readonly setCookie: string;
}

/** Marks the browser for an hour, by the nonce it has when it asked before, so that older mails stay its own. */
export async function bindBrowser(
  { req, state: { services: { settings } } }: Asking,
): Promise<BrowserBinding> {
  const nonce = readNonce(settings, req.headers) ?? randomId();
  const cookie = browserBindingCookie(settings);
  return {
    browser: await sha256(nonce),
    setCookie: cookie.write(nonce, BINDING_SECONDS),
  };
}

/** The SHA-256 of the nonce that the browser brings; empty when it asked for nothing of late. */
export async function boundBrowser(
  { req, state: { services: { settings } } }: Asking,
): Promise<string> {
  const nonce = readNonce(settings, req.headers);
  return nonce === null ? "" : await sha256(nonce);
}

/** Whether a token was asked for by this browser: its `data.browser` against {@linkcode boundBrowser}. */
export async function isBoundBrowser(
  ctx: Asking,
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
