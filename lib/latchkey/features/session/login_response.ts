/**
 * The response to a login.
 *
 * @module
 */
import type { Context } from "fresh";
import {
  completeLogin,
  type LoggedIn,
  type LoginMethod,
} from "./complete_login.ts";
import { accessTokenCookie } from "../../http/cookies.ts";
import { DEVICE_SECONDS } from "./known_devices.ts";
import { clientInfoOf, deviceCookie } from "../../http/client_info.ts";
import type { RequestContext, State } from "../../state.ts";
import type { User } from "../account/user.ts";
import { markLogin } from "./cookie_check.ts";

type Cookies = Pick<LoggedIn, "token" | "maxAgeSeconds" | "deviceCookie">;

/**
 * Logs in a person who has proved their identity, replacing the browser's current session,
 * and redirects them (303) to `next`.
 *
 * @param options.method How they proved it.
 * @param options.remembered Whether they stay logged in. Defaults to false.
 *
 * @example
 * ```ts
 * import type { State, User } from "@latchkey/core";
 * import { logInAndRedirect } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export const recovered = (ctx: Context<State>, user: User) =>
 *   logInAndRedirect(ctx, user, { method: "recovery", next: "/account" });
 * ```
 */
export async function logInAndRedirect(
  ctx: RequestContext,
  user: User,
  { method, remembered = false, next }: {
    readonly method: LoginMethod;
    readonly remembered?: boolean;
    readonly next: string;
  },
): Promise<Response> {
  const { services, session } = ctx.state;
  const loggedIn = await completeLogin(services, user, {
    method,
    remembered,
    clientInfo: await clientInfoOf(ctx),
    replaces: session,
  });
  return redirectLoggedIn(ctx, next, loggedIn);
}

/**
 * Redirects (303) with the cookies of a new login: those of the session and of the known
 * device.
 *
 * @example
 * ```ts
 * import type { State } from "@latchkey/core";
 * import { logInByForm, readForm, redirectLoggedIn } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function POST(ctx: Context<State>) {
 *   const result = await logInByForm(ctx, await readForm(ctx.req));
 *   return result.ok
 *     ? redirectLoggedIn(ctx, "/account", result)
 *     : new Response("Incorrect Email or Password", result.init);
 * }
 * ```
 */
export function redirectLoggedIn(
  ctx: Pick<Context<State>, "redirect" | "req" | "state">,
  path: string,
  loggedIn: Cookies,
): Response {
  const response = ctx.redirect(path, 303);
  for (const line of loginCookies(ctx.state, loggedIn)) {
    response.headers.append("set-cookie", line);
  }
  markLogin(ctx, response.headers);
  return response;
}

/** The `Set-Cookie` headers of a login. */
export function loginCookies(
  { services: { settings } }: Pick<State, "services">,
  { token, maxAgeSeconds, deviceCookie: device }: Cookies,
): string[] {
  const session = accessTokenCookie(settings).write(token, maxAgeSeconds);
  return device === null
    ? [session]
    : [session, deviceCookie(settings).write(device, DEVICE_SECONDS)];
}
