/**
 * Who a request is from.
 *
 * @module
 */
import { accessTokenCookie } from "../../http/cookies.ts";
import { isJson } from "../../http/prefers_json.ts";
import { logSecurityEvent } from "../../http/security_events.ts";
import { setLanguage } from "../../http/locale.ts";
import type { Services } from "../../services.ts";
import { type Middleware, type RequestContext, viewOf } from "../../state.ts";
import { METRICS } from "../../telemetry/metrics_token.ts";
import { readAccessToken } from "./access_tokens.ts";
import { clearLoginCheck, justLoggedIn } from "./cookie_check.ts";
import { type Credentials, readCredentials, tokenOf } from "./credentials.ts";
import { type ResumedSession, resumeSession, SESSION_END } from "./sessions.ts";

/**
 * Turns the cookie, or a `Bearer` token, into `ctx.state.user`, whose language counts from
 * here on, and keeps the cookie fresh. A bad, expired or revoked token equals none. What
 * follows is kept by nobody unless it says otherwise.
 */
export const authenticate: Middleware = async (ctx) => {
  const { state, req } = ctx;
  const { services } = state;
  const cookie = accessTokenCookie(services.settings);
  const credentials = readCredentials(req.headers, cookie);
  const token = credentials && await tokenOf(services, credentials);
  const resumed = credentials && token
    ? await resumeSession(services, token, carrierOf(ctx, credentials))
    : null;
  if (resumed) {
    state.user = viewOf(resumed.user, services.site);
    state.session = resumed.session;
    setLanguage(state, resumed.user.language);
  }
  state.tokenRefused = credentials !== null && !resumed;
  if (state.tokenRefused && ctx.url.pathname !== METRICS) {
    await logSecurityEvent(ctx, "token_rejected");
  }
  const response = await ctx.next();
  const { headers } = response;
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  for (const line of state.cookies ?? []) headers.append("set-cookie", line);
  // API answers never set a cookie.
  const setsCookies = credentials?.carrier === "cookie" &&
    !isJson(headers.get("content-type"));
  if (setsCookies) await freshenCookie(ctx, headers, resumed, token);
  return response;
};

/** To ask when the session ends is no use of it, as little as a `Bearer` token's is. */
function carrierOf(
  { url }: RequestContext,
  { carrier }: Credentials,
): Credentials["carrier"] {
  return url.pathname === SESSION_END ? "bearer" : carrier;
}

/** Renews the cookie's token, or deletes the cookie of a session that is over. */
async function freshenCookie(
  ctx: RequestContext,
  headers: Headers,
  resumed: ResumedSession | null,
  token: string | null,
): Promise<void> {
  const { services } = ctx.state;
  if (resumed && justLoggedIn(ctx)) {
    headers.append("set-cookie", clearLoginCheck(services.settings));
  }
  const isStale = resumed
    ? resumed.renewed !== undefined
    : await isOver(services, token);
  const cookie = accessTokenCookie(services.settings);
  // A route that set this cookie itself has the last word.
  const isSet = headers.getSetCookie()
    .some((line) => line.startsWith(`${cookie.name}=`));
  if (isSet || !isStale) return;
  const line = resumed?.renewed
    ? cookie.write(resumed.renewed, resumed.maxAgeSeconds)
    : cookie.clear();
  headers.append("set-cookie", line);
}

/**
 * Whether a token that is not good was ours, and its session is over. Others are left
 * alone: they may be another app's, or another answer is about to replace them.
 */
async function isOver(
  services: Services,
  token: string | null,
): Promise<boolean> {
  const read = token === null ? null : await readAccessToken(services, token);
  if (!read) return false;
  const { claims: { sid, sub }, expired } = read;
  return expired || await services.store.sessions.find(sid, sub) === null;
}
