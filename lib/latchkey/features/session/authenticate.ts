/**
 * Authenticating requests.
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
 * A middleware that authenticates the cookie or `Bearer` token of a request. It sets
 * `ctx.state.user` and `session`, switches to the person's language and renews the cookie.
 * An invalid, expired or revoked token counts as none. Responses get `Cache-Control:
 * no-store` unless they set their own.
 *
 * @example
 * ```ts
 * import { authenticate } from "@latchkey/core/http";
 *
 * export const handler = [authenticate];
 * ```
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
  // API responses never set a cookie.
  const setsCookies = credentials?.carrier === "cookie" &&
    !isJson(headers.get("content-type"));
  if (setsCookies) await refreshCookie(ctx, headers, resumed, token);
  return response;
};

/** Asking when the session ends must not renew it, so that request is treated like a `Bearer` token. */
function carrierOf(
  { url }: RequestContext,
  { carrier }: Credentials,
): Credentials["carrier"] {
  return url.pathname === SESSION_END ? "bearer" : carrier;
}

/** Renews the cookie, or deletes it if its session has ended. */
async function refreshCookie(
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
    : await hasEnded(services, token);
  const cookie = accessTokenCookie(services.settings);
  // A cookie set by a route takes precedence.
  const isSet = headers.getSetCookie()
    .some((line) => line.startsWith(`${cookie.name}=`));
  if (isSet || !isStale) return;
  const line = resumed?.renewed
    ? cookie.write(resumed.renewed, resumed.maxAgeSeconds)
    : cookie.clear();
  headers.append("set-cookie", line);
}

/**
 * Whether an invalid token was ours and its session has ended. Other cookies are left
 * alone: they may belong to another app, or another response is about to replace them.
 */
async function hasEnded(
  services: Services,
  token: string | null,
): Promise<boolean> {
  const read = token === null ? null : await readAccessToken(services, token);
  if (!read) return false;
  const { claims: { sid, sub }, expired } = read;
  return expired || await services.store.sessions.find(sid, sub) === null;
}
