/**
 * Detects browsers that do not store cookies, because they block them or another cookie is
 * in the way. Otherwise they would be asked for the password again and again without an
 * explanation.
 *
 * @module
 */
import type { Context } from "fresh";
import { type CookieSettings, siteCookie } from "../../http/cookies.ts";
import { deviceCookie } from "../../http/client_info.ts";
import { FORM_OWNER } from "../../forms/form_owner.ts";
import type { State } from "../../state.ts";
import type { FormFields } from "../../http/read_form.ts";

/** The lifetime of the check after a login, in seconds. The next request follows immediately. */
const LOGIN_SENT_SECONDS = 60;

/** Set with a page that has a login form. */
const FORM_SENT = "asked";

/** Set with the response to a login, and cleared when a request arrives logged in. */
const LOGIN_SENT = "logged_in";

const cookie = siteCookie("cookie_check");

/** The result of a cookie check. */
export interface CookieCheck {
  /** Whether the browser was given a cookie and did not store it. */
  readonly wasLost: boolean;
  /** Headers for a page with a login form: a cookie that must come back with the form. */
  readonly headers: Record<string, string>;
}

/**
 * Checks whether the browser stores cookies, on a page with a login form.
 *
 * @param form The submitted form; left out when the page is requested.
 *
 * @example
 * ```ts
 * import type { State } from "@latchkey/core";
 * import { checkCookies } from "@latchkey/core/http";
 * import { type Context, page } from "fresh";
 *
 * export function GET(ctx: Context<State>) {
 *   const { wasLost, headers } = checkCookies(ctx);
 *   return page({ failure: wasLost ? "Allow cookies to log in." : "" }, {
 *     headers,
 *   });
 * }
 * ```
 */
export function checkCookies(
  ctx: Pick<Context<State>, "req" | "state">,
  form?: FormFields,
): CookieCheck {
  const { req: { headers }, state: { user, services: { settings } } } = ctx;
  const wasLost = form
    ? FORM_OWNER in form &&
      [cookie, deviceCookie]
        .every((each) => each(settings).values(headers).length === 0)
    : justLoggedIn(ctx);
  return {
    wasLost: wasLost && !user,
    headers: cookie(settings).read(headers) === FORM_SENT
      ? {}
      : { "set-cookie": cookie(settings).write(FORM_SENT, null) },
  };
}

/** Marks the response to a login, if the browser has stored the first cookie. */
export function markLogin(
  { req, state }: Pick<Context<State>, "req" | "state">,
  headers: Headers,
): void {
  const { read, write } = cookie(state.services.settings);
  if (read(req.headers) !== FORM_SENT) return;
  headers.append("set-cookie", write(LOGIN_SENT, LOGIN_SENT_SECONDS));
}

/** Whether the browser has just logged in. If the request is not logged in, it did not store that cookie. */
export function justLoggedIn(
  { req, state }: Pick<Context<State>, "req" | "state">,
): boolean {
  return cookie(state.services.settings).read(req.headers) === LOGIN_SENT;
}

/** The `Set-Cookie` header of the first response after a login. */
export function clearLoginCheck(settings: CookieSettings): string {
  return cookie(settings).clear();
}
