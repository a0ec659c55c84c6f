/**
 * The answer to a login.
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
import { noteLogin } from "./cookie_check.ts";

/** What the cookies are made of. */
type Cookies = Pick<LoggedIn, "token" | "maxAgeSeconds" | "deviceCookie">;

/** Logs in who has shown who they are, in place of who was logged in, and sends them on (303). */
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

/** Sends a person on (303), with the cookies of their session and of the device that is known now. */
export function redirectLoggedIn(
  ctx: Pick<Context<State>, "redirect" | "req" | "state">,
  path: string,
  loggedIn: Cookies,
): Response {
  const response = ctx.redirect(path, 303);
  for (const line of loginCookies(ctx.state, loggedIn)) {
    response.headers.append("set-cookie", line);
  }
  noteLogin(ctx, response.headers);
  return response;
}

/** The `Set-Cookie` lines of a login. */
export function loginCookies(
  { services: { settings } }: Pick<State, "services">,
  { token, maxAgeSeconds, deviceCookie: device }: Cookies,
): string[] {
  const session = accessTokenCookie(settings).write(token, maxAgeSeconds);
  return device === null
    ? [session]
    : [session, deviceCookie(settings).write(device, DEVICE_SECONDS)];
}
