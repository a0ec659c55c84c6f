import {
  readAccessToken,
  resumeSession,
  type Services,
  SESSION_END,
  viewOf,
} from "@latchkey/core";
import {
  accessTokenCookie,
  isJson,
  loggedInJustNow,
  loginArrived,
  METRICS,
  noteSecurityEvent,
  readCredentials,
  refuseOtherOwner,
  setLanguage,
  tokenOf,
} from "@latchkey/core/http";
import { OtherOwner } from "../components/OtherOwner.tsx";
import { define } from "../lib/state.ts";

/** Methods of requests that change nothing. */
/**
 * Turns the cookie, or a `Bearer` token, into `ctx.state.user`, whose language counts
 * from here on, keeps the cookie fresh, and refuses forms of other accounts.
 */
export default define.middleware(async (ctx) => {
  const { state } = ctx;
  const { services } = state;
  const cookie = accessTokenCookie(services.settings);
  const credentials = readCredentials(ctx.req.headers, cookie);
  const token = credentials && await tokenOf(services, credentials);
  const resumed = credentials && token
    ? await resumeSession(
      services,
      token,
      ctx.url.pathname === SESSION_END ? "bearer" : credentials.carrier,
    )
    : null;
  if (resumed) {
    state.user = viewOf(resumed.user);
    state.session = resumed.session;
    setLanguage(state, resumed.user.language);
  }
  state.tokenRefused = credentials !== null && !resumed;
  if (state.tokenRefused && ctx.url.pathname !== METRICS) {
    await noteSecurityEvent(ctx, "token_refused");
  }

  const response = await refuseOtherOwner(ctx, OtherOwner) ?? await ctx.next();
  const { headers } = response;
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  for (const line of state.cookies ?? []) headers.append("set-cookie", line);
  // API answers never set a cookie.
  if (
    credentials?.carrier !== "cookie" || isJson(headers.get("content-type"))
  ) {
    return response;
  }
  if (resumed && loggedInJustNow(ctx)) {
    headers.append("set-cookie", loginArrived(services.settings));
  }
  const isStale = resumed
    ? resumed.renewed !== undefined
    : await isOver(services, token);
  // A route that set this cookie itself has the last word.
  const isSet = headers.getSetCookie()
    .some((line) => line.startsWith(`${cookie.name}=`));
  if (isSet || !isStale) return response;
  const line = resumed?.renewed
    ? cookie.write(resumed.renewed, resumed.maxAgeSeconds)
    : cookie.clear();
  headers.append("set-cookie", line);
  return response;
});

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
