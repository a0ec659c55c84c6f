/**
 * Logging out, and how long a session still goes on.
 *
 * @module
 */
import type { Context } from "fresh";
import { accessTokenCookie } from "../../http/cookies.ts";
import type { RequestContext, State } from "../../state.ts";

/** Ends the session of this browser, if there is one, and leads home with its cookie deleted. */
export async function logOut(ctx: RequestContext): Promise<Response> {
  const { services, session } = ctx.state;
  const response = ctx.redirect("/", 303);
  if (!session) return response;
  await services.store.sessions.end(session.id);
  const cookie = accessTokenCookie(services.settings);
  response.headers.append("set-cookie", cookie.clear());
  return response;
}

/** Makes an answer one for somebody who is not logged in any more; gives the headers that delete the cookie. */
export function forgetLogin(state: State): { "set-cookie": string } {
  const cookie = accessTokenCookie(state.services.settings);
  state.user = null;
  state.session = null;
  return { "set-cookie": cookie.clear() };
}

/**
 * Tells a page when its session ends, in milliseconds from now, for a warning in time; null
 * when it is over. To ask is no use of the session: see `SESSION_END`.
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
