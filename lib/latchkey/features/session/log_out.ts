/**
 * Logging out, and when a session ends.
 *
 * @module
 */
import type { Context } from "fresh";
import { accessTokenCookie } from "../../http/cookies.ts";
import type { RequestContext, State } from "../../state.ts";
import { afterLogout } from "../providers/provider_logout.ts";

/**
 * Ends the session of this browser, deletes its cookie and redirects (303) to `/`, or to
 * `/auth/provider/logged-out` if the person may still be logged in at a provider.
 *
 * @example
 * ```ts
 * import { logOut } from "@latchkey/core/http";
 *
 * export const handler = { POST: logOut };
 * ```
 */
export async function logOut(ctx: RequestContext): Promise<Response> {
  const { services, session } = ctx.state;
  if (!session) return ctx.redirect("/", 303);
  await services.store.sessions.end(session.id);
  const { path, cookies } = afterLogout(ctx);
  const response = ctx.redirect(path, 303);
  const cookie = accessTokenCookie(services.settings);
  for (const line of [cookie.clear(), ...cookies]) {
    response.headers.append("set-cookie", line);
  }
  return response;
}

/**
 * Treats the rest of the request as logged out, for a page that is rendered after the
 * session has ended. Returns the header that deletes the cookie.
 *
 * @example
 * ```ts
 * import type { State } from "@latchkey/core";
 * import { forgetLogin } from "@latchkey/core/http";
 * import { type Context, page } from "fresh";
 *
 * export const deleted = (ctx: Context<State>) =>
 *   page({ done: true }, { headers: forgetLogin(ctx.state) });
 * ```
 */
export function forgetLogin(state: State): { "set-cookie": string } {
  const cookie = accessTokenCookie(state.services.settings);
  state.user = null;
  state.session = null;
  return { "set-cookie": cookie.clear() };
}

/**
 * Returns JSON with the milliseconds until the session ends: `{ idleMs, hardMs }`, or
 * `null` if it is over. Pages use it to warn in time. It does not renew the session.
 *
 * @example
 * ```ts
 * import { sessionEnd } from "@latchkey/core/http";
 *
 * export const handler = { GET: sessionEnd };
 * ```
 */
export async function sessionEnd(
  { state: { session, services } }: Pick<Context<State>, "state">,
): Promise<Response> {
  const { store, settings, now } = services;
  const newest = session &&
    await store.sessions.find(session.id, session.userId);
  if (!newest) return Response.json(null);
  const { lastSeenAt, expiresAt } = newest.session;
  const idleEnd = lastSeenAt + settings.accessTokenSeconds * 1000;
  return Response.json({ idleMs: idleEnd - now(), hardMs: expiresAt - now() });
}
