/**
 * Starting, resuming and listing sessions.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { Session } from "./session.ts";
import type { User } from "../account/user.ts";
import {
  type AccessTokenClaims,
  issueAccessToken,
  readAccessToken,
} from "./access_tokens.ts";
import { featureClaims } from "./feature_claims.ts";
import { isGone } from "../account/account_status.ts";
import { CLOCK_SKEW_SECONDS } from "../../crypto/clock_skew.ts";
import { randomId } from "../../crypto/random_id.ts";
import { shortenedUserAgent } from "../../http/client_info.ts";

type TokenServices = Pick<
  Services,
  "keys" | "settings" | "now" | "site" | "use"
>;

type SessionServices = TokenServices & Pick<Services, "store">;

/** The properties of a new session. */
export interface SessionOptions {
  /** Whether the person chose to stay logged in. */
  readonly remembered: boolean;
  /** The `User-Agent` header. */
  readonly userAgent: string | null;
  /** When the password was entered, in milliseconds since the epoch; 0 if the login did not use one. */
  readonly provedAt: number;
  /** When a second factor was given, likewise. Defaults to 0. */
  readonly factorAt?: number;
  /** How the token travels. Defaults to a cookie. A bearer session ends with its token. */
  readonly carrier?: TokenCarrier;
}

/** A new session and its first token. */
export interface StartedSession {
  readonly session: Session;
  readonly token: string;
  /** The lifetime of the token in seconds, as in `expires_in`. */
  readonly expiresInSeconds: number;
  /** The cookie's `Max-Age` in seconds; null for a cookie that is deleted when the browser closes. */
  readonly maxAgeSeconds: number | null;
}

/** A replacement token for a session. */
export type RenewedToken = Pick<StartedSession, "token" | "maxAgeSeconds">;

/**
 * The endpoint that tells a page when its session ends. It does not renew the session:
 * otherwise an open page would keep it alive.
 */
export const SESSION_END = "/auth/session";

/** How a token arrived. Only cookies are renewed. */
export type TokenCarrier = "cookie" | "bearer";

/** A session that is still valid. */
export interface ResumedSession {
  readonly user: User;
  readonly session: Session;
  /** The token for a new cookie; absent if the current one is recent. */
  readonly renewed?: string;
  /** As in {@linkcode StartedSession}. */
  readonly maxAgeSeconds: number | null;
}

/**
 * The most sessions an account can have in browsers, and again in API clients, so that
 * scripts never end a browser's session. Far more than a person has, and few enough to list
 * on a page.
 */
export const MAX_SESSIONS = 100;

/**
 * Starts a session with a new random id (OWASP ASVS 5.0 §7.2.4). If the account then has
 * more than {@linkcode MAX_SESSIONS} of that carrier, the oldest ones end.
 *
 * @example
 * ```ts
 * import type { Services, User } from "@latchkey/core";
 * import { startSession } from "@latchkey/core/testing";
 *
 * export async function tokenFor(services: Services, user: User) {
 *   const { token } = await startSession(services, user, {
 *     remembered: false,
 *     userAgent: null,
 *     provedAt: services.now(),
 *   });
 *   return token;
 * }
 * ```
 */
export async function startSession(
  services: SessionServices,
  user: User,
  { remembered, userAgent, provedAt, factorAt = 0, carrier = "cookie" }:
    SessionOptions,
): Promise<StartedSession> {
  const { rememberSeconds, sessionSeconds, accessTokenSeconds } =
    services.settings;
  const now = services.now();
  const browserLifetime = remembered ? rememberSeconds : sessionSeconds;
  // Otherwise a bearer token could be sent as a cookie, and be renewed.
  const lifetime = carrier === "bearer" ? accessTokenSeconds : browserLifetime;
  const session: Session = {
    id: randomId(),
    userId: user.id,
    epoch: user.sessionEpoch,
    remembered,
    bearer: carrier === "bearer",
    userAgent: shortenedUserAgent(userAgent),
    createdAt: now,
    lastSeenAt: now,
    provedAt,
    factorAt,
    expiresAt: now + lifetime * 1000,
  };
  await services.store.sessions.create(session);
  await endOldest(services, session);
  return {
    session,
    token: await tokenFor(services, session),
    expiresInSeconds: Math.min(services.settings.accessTokenSeconds, lifetime),
    maxAgeSeconds: cookieMaxAge(session, now),
  };
}

async function endOldest(
  { store }: Pick<Services, "store">,
  { userId, bearer }: Session,
): Promise<void> {
  const newestFirst = (await store.sessions.listOf(userId))
    .filter((session) => session.bearer === bearer);
  for (const { id } of newestFirst.slice(MAX_SESSIONS)) {
    await store.sessions.end(id);
  }
}

/**
 * Returns the account and session of a token, or null if the token, session or account is
 * not valid.
 *
 * A cookie's token is renewed after half its lifetime, so a session ends when it has been
 * idle for one lifetime (OWASP ASVS 5.0 §7.3.1). A remembered session survives any idle
 * time until its absolute end (§7.3.2). Bearer tokens are never renewed: their client
 * requests a new one.
 */
export async function resumeSession(
  services: SessionServices,
  token: string,
  carrier: TokenCarrier,
): Promise<ResumedSession | null> {
  const read = await readAccessToken(services, token);
  if (!read || (read.expired && carrier === "bearer")) return null;
  const { claims, expired } = read;
  const { sessions } = services.store;
  const found = await sessions.find(claims.sid, claims.sub);
  if (!found) return null;
  const { session, user } = found;
  const now = services.now();
  if (user.disabled || isGone(user, now) || !isLive(session, now)) return null;
  if (isSuperseded(claims, session)) return null;
  if (expired && !session.remembered) return null;
  const maxAgeSeconds = cookieMaxAge(session, now);
  if (carrier === "bearer" || !isHalfExpired(claims, now)) {
    return { user, session, maxAgeSeconds };
  }
  if (!await sessions.touch(session.id, now)) return null;
  return {
    user,
    session: { ...session, lastSeenAt: now },
    renewed: await tokenFor(services, session),
    maxAgeSeconds,
  };
}

async function tokenFor(
  services: TokenServices,
  session: Session,
): Promise<string> {
  const claims = await featureClaims(services, session);
  return await issueAccessToken(services, session, claims);
}

/** Issues another token for a browser's session. */
export async function renewToken(
  services: TokenServices,
  session: Session,
): Promise<RenewedToken> {
  return {
    token: await tokenFor(services, session),
    maxAgeSeconds: cookieMaxAge(session, services.now()),
  };
}

/**
 * Returns the sessions of an account that have not ended, newest first. Expired rows are
 * left out.
 *
 * @example
 * ```ts
 * import { listSessions, type Services } from "@latchkey/core";
 *
 * export async function countSessions(services: Services, userId: string) {
 *   return (await listSessions(services, userId)).length;
 * }
 * ```
 */
export async function listSessions(
  { store, now }: Pick<Services, "store" | "now">,
  userId: string,
): Promise<readonly Session[]> {
  const sessions = await store.sessions.listOf(userId);
  return sessions.filter((session) => isLive(session, now()));
}

// Expired rows stay in the database for a while. A start in the future means that a clock
// was wrong, so the end is unknown.
function isLive(session: Session, now: number): boolean {
  return now < session.expiresAt &&
    session.createdAt <= now + CLOCK_SKEW_SECONDS * 1000;
}

/**
 * Whether the password has been entered again since the token was issued. The session then
 * has a newer token, and this one may be stolen (OWASP ASVS 5.0 §7.2.4).
 */
function isSuperseded(
  { iat, proved_at = iat }: AccessTokenClaims,
  { provedAt }: Session,
): boolean {
  return proved_at < Math.floor(provedAt / 1000);
}

function isHalfExpired({ iat, exp }: AccessTokenClaims, now: number): boolean {
  return now >= (iat + exp) / 2 * 1000;
}

function cookieMaxAge(session: Session, now: number): number | null {
  if (!session.remembered) return null;
  return Math.floor((session.expiresAt - now) / 1000);
}
