/**
 * The response to a login.
 *
 * @module
 */
import type { Context } from "fresh";
import {
  completeLogin,
  type LoggedIn,
  type SecondFactorDue,
} from "./complete_login.ts";
import type { LoginMethod } from "./login_method.ts";
import { accessTokenCookie } from "../../http/cookies.ts";
import { DEVICE_SECONDS } from "./known_devices.ts";
import {
  clientInfoOf,
  deviceCookie,
  trustedBrowserCookie,
} from "../../http/client_info.ts";
import type { RequestContext, State } from "../../state.ts";
import type { User } from "../account/user.ts";
import { markLogin } from "./cookie_check.ts";
import { nextQuery } from "../../http/next_path.ts";
import { pendingLoginCookie } from "../second_factor/pending_login.ts";
import { TRUST_SECONDS } from "../second_factor/trusted_browsers.ts";

type Cookies =
  & Pick<LoggedIn, "token" | "maxAgeSeconds" | "deviceCookie">
  & Partial<Pick<LoggedIn, "trustCookie">>;

/** A login, or one that waits for a second factor. */
type Outcome =
  | (Cookies & Pick<LoggedIn, "is">)
  | Pick<SecondFactorDue, "is" | "pendingToken">;

/**
 * Logs in a person who has proved their identity, replacing the browser's current session,
 * and redirects them (303) to `next`.
 *
 * @param options.method How they proved it.
 * @param options.remembered Whether they stay logged in. Defaults to false.
 * @param options.factor The second factor that they have shown, by the name of its feature.
 * @param options.identifiedAt When a provider made them prove who they are. Defaults to now.
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
  { method, remembered = false, factor, identifiedAt, next }: {
    readonly method: LoginMethod;
    readonly remembered?: boolean;
    readonly factor?: string;
    readonly identifiedAt?: number;
    readonly next: string;
  },
): Promise<Response> {
  const { services, session } = ctx.state;
  const loggedIn = await completeLogin(services, user, {
    method,
    remembered,
    clientInfo: await clientInfoOf(ctx),
    language: ctx.state.language.code,
    replaces: session,
    factor,
    identifiedAt,
  });
  return redirectLoggedIn(ctx, next, loggedIn);
}

/**
 * Redirects (303) to a path with the cookies of a new login: those of the session and of the
 * known device. If a second factor is due, redirects to `/auth/second-factor`, which leads
 * there.
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
  outcome: Outcome,
): Response {
  const isDue = outcome.is === "second_factor_due";
  const to = isDue ? `/auth/second-factor${nextQuery(path)}` : path;
  const response = ctx.redirect(to, 303);
  for (const line of loginCookies(ctx.state, outcome)) {
    response.headers.append("set-cookie", line);
  }
  if (isDue) return response;
  const pending = pendingLoginCookie(ctx.state.services.settings);
  if (pending.values(ctx.req.headers).length > 0) {
    response.headers.append("set-cookie", pending.clear());
  }
  markLogin(ctx, response.headers);
  return response;
}

/** The `Set-Cookie` headers of a login, or of one that waits for a second factor. */
export function loginCookies(
  { services: { settings } }: Pick<State, "services">,
  outcome: Outcome,
): string[] {
  const pending = pendingLoginCookie(settings);
  if (outcome.is === "second_factor_due") {
    const { pendingToken } = outcome;
    return pendingToken === null ? [] : [pending.write(pendingToken, null)];
  }
  const { token, maxAgeSeconds, deviceCookie: device, trustCookie = null } =
    outcome;
  return [
    accessTokenCookie(settings).write(token, maxAgeSeconds),
    ...device === null
      ? []
      : [deviceCookie(settings).write(device, DEVICE_SECONDS)],
    ...trustCookie === null
      ? []
      : [trustedBrowserCookie(settings).write(trustCookie, TRUST_SECONDS)],
  ];
}
