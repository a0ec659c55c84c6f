/**
 * Whether the browser keeps our cookies. One that does not, because it blocks them or
 * because another cookie stands in the way, would ask for the password again and again
 * and never say why.
 *
 * @module
 */
import type { Context } from "fresh";
import { type CookieSettings, siteCookie } from "../../http/cookies.ts";
import { deviceCookie } from "../../http/client_info.ts";
import { FORM_OWNER } from "../../forms/form_owner.ts";
import type { State } from "../../state.ts";
import type { FormFields } from "../../http/read_form.ts";

/** How long the answer to a login is waited for, in seconds: the next page follows at once. */
const LOGGED_IN_SECONDS = 60;

/** Comes with the page that has the login form. */
const ASKED = "asked";

/** Comes with the answer to a login, and goes once the login has arrived with a request. */
const LOGGED_IN = "logged_in";

const cookie = siteCookie("cookie_check");

/** What is known of a browser's cookies. */
export interface CookieCheck {
  /** Whether it was given one and did not keep it. */
  readonly wasLost: boolean;
  /** Those of a page with a form that logs in: a cookie that comes back with the form. */
  readonly headers: Record<string, string>;
}

/**
 * Looks whether the browser keeps cookies, for a page with a form that logs in.
 *
 * @param form The form when it comes back; left out when the page is asked for.
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
    headers: cookie(settings).read(headers) === ASKED
      ? {}
      : { "set-cookie": cookie(settings).write(ASKED, null) },
  };
}

/** Notes in the answer to a login that one was sent, in a browser that was given the cookie before. */
export function noteLogin(
  { req, state }: Pick<Context<State>, "req" | "state">,
  answer: Headers,
): void {
  const { read, write } = cookie(state.services.settings);
  if (read(req.headers) !== ASKED) return;
  answer.append("set-cookie", write(LOGGED_IN, LOGGED_IN_SECONDS));
}

/** Whether the browser has logged in a moment ago. With nobody logged in, that cookie was not kept. */
export function justLoggedIn(
  { req, state }: Pick<Context<State>, "req" | "state">,
): boolean {
  return cookie(state.services.settings).read(req.headers) === LOGGED_IN;
}

/** The `Set-Cookie` line for the first answer to who is logged in. */
export function clearLoginCheck(settings: CookieSettings): string {
  return cookie(settings).clear();
}
