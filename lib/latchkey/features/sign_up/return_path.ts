/**
 * Where to send a person after they have signed up and confirmed their address, kept in a
 * cookie.
 *
 * @module
 */
import type { Context } from "fresh";
import { BINDING_SECONDS } from "../session/browser_binding.ts";
import { type CookieSettings, siteCookie } from "../../http/cookies.ts";
import { safeNext } from "../../http/next_path.ts";
import type { State } from "../../state.ts";

const nextCookie = siteCookie("sign_up_next");

/** In bytes. See `tests/http/response_head_test.ts` for the limit of all headers. */
const MAX_BYTES = 1000;

/**
 * Returns a `Set-Cookie` header that stores a path, for one hour. A path that is `/`, or
 * longer than 1,000 bytes, clears the cookie instead.
 *
 * @param next A path that `safeNext` has validated.
 *
 * @example
 * ```ts
 * import { type State } from "@latchkey/core";
 * import { safeNext, storeReturnPath } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export function remember({ state: { services }, url }: Context<State>) {
 *   const next = safeNext(url.searchParams.get("next"));
 *   return storeReturnPath(services.settings, next);
 * }
 * ```
 */
export function storeReturnPath(
  settings: CookieSettings,
  next: string,
): string {
  const cookie = nextCookie(settings);
  const isKept = next !== "/" && encodeURIComponent(next).length <= MAX_BYTES;
  return isKept ? cookie.write(next, BINDING_SECONDS) : cookie.clear();
}

/**
 * Returns the stored path, or `otherwise` if there is none, and a `Set-Cookie` header that
 * clears it. The path is validated again, because cookies can be forged.
 *
 * @example
 * ```ts
 * import type { State } from "@latchkey/core";
 * import { takeReturnPath } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export function confirmed(ctx: Context<State>) {
 *   const { next, setCookie } = takeReturnPath(ctx, "/account");
 *   const response = ctx.redirect(next, 303);
 *   response.headers.append("set-cookie", setCookie);
 *   return response;
 * }
 * ```
 */
export function takeReturnPath(
  { req, state }: Pick<Context<State>, "req" | "state">,
  otherwise: string,
): { readonly next: string; readonly setCookie: string } {
  const cookie = nextCookie(state.services.settings);
  const kept = safeNext(cookie.read(req.headers));
  return { next: kept === "/" ? otherwise : kept, setCookie: cookie.clear() };
}
