/**
 * Where somebody who signs up was going: kept in the browser until the address is
 * confirmed there, by code or by link.
 *
 * @module
 */
import type { Context } from "fresh";
import { BINDING_SECONDS } from "../session/browser_binding.ts";
import { type CookieSettings, siteCookie } from "../../http/cookies.ts";
import { safeNext } from "../../http/next_path.ts";
import type { State } from "../../state.ts";

const nextCookie = siteCookie("sign_up_next");

/** The room for the path in bytes, see `tests/http/response_head_test.ts`. */
const MAX_BYTES = 1000;

/**
 * The `Set-Cookie` line that keeps a path that `safeNext` passed; one that is too long, or
 * leads home, forgets an earlier one.
 */
export function storeReturnPath(
  settings: CookieSettings,
  next: string,
): string {
  const cookie = nextCookie(settings);
  const isKept = next !== "/" && encodeURIComponent(next).length <= MAX_BYTES;
  return isKept ? cookie.write(next, BINDING_SECONDS) : cookie.clear();
}

/** The path that was kept, or `otherwise`; its line forgets it. A cookie can be forged, so the path is checked again. */
export function takeReturnPath(
  { req, state }: Pick<Context<State>, "req" | "state">,
  otherwise: string,
): { readonly next: string; readonly setCookie: string } {
  const cookie = nextCookie(state.services.settings);
  const kept = safeNext(cookie.read(req.headers));
  return { next: kept === "/" ? otherwise : kept, setCookie: cookie.clear() };
}
