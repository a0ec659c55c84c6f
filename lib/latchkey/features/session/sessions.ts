/**
 * Sessions: how one begins, goes on with each request, and ends.
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

/** What making a token needs. */
type TokenServices = Pick<
  Services,
  "keys" | "settings" | "now" | "site" | "use"
>;

/** What a session needs. */
type SessionServices = TokenServices & Pick<Services, "store">;

/** What is known of a login beside who it is. */
export interface SessionOptions {
  /** Whether the person asked to be kept logged in. */
  readonly remembered: boolean;
  /** The `User-Agent` header. */
  readonly userAgent: string | null;
  /** When the password was entered, in milliseconds since the epoch; 0 when the login went without. */
  readonly passwordAt: number;
  /** How its tokens travel: by cookie when left out. A bearer token's session ends with it. */
  readonly carrier?: TokenCarrier;
}

/** A session that has just begun, with its first token. */
export interface StartedSession {
  readonly session: Session;
  readonly token: string;
  /** Seconds until the token's end: `expires_in`. */
  readonly expiresInSeconds: number;
  /** The cookie's `Max-Age`: seconds until the session's end; null for a cookie that goes with the browser. */
  readonly maxAgeSeconds: number | null;
}

/** Another token of a session. */
export type RenewedToken = Pick<StartedSession, "token" | "maxAgeSeconds">;

/** Where a page asks when its session ends. That request renews nothing: else an open page would keep a session alive. */
export const SESSION_END = "/auth/session";

/** How a token arrived. Only a cookie can be renewed. */
export type TokenCarrier = "cookie" | "bearer";

/** A session that goes on. */
export interface ResumedSession {
  readonly user: User;
  readonly session: Session;
  /** The token to put into the cookie in place of the one that came; absent while that one is young. */
  readonly renewed?: string;
  /** The `Max-Age` of the cookie, as in {@linkcode StartedSession}. */
  readonly maxAgeSeconds: number | null;
}

/**
 * Sessions of browsers that an account may have at once, and as many of programs, which so
 * end no browser's: far more than a person has, and few enough to list on a page.
 */
export const MOST_SESSIONS = 100;

/**
 * Begins a session under a new, random id (OWASP ASVS 5.0 §7.2.4). When the account has
 * more than {@linkcode MOST_SESSIONS} of the same carrier by that, the oldest of them end.
 */
export async function startSession(
  services: SessionServices,
  user: User,
  { remembered, userAgent, passwordAt, carrier = "cookie" }: SessionOptions,
): Promise<StartedSession> {
  const { rememberSeconds, sessionSeconds, accessTokenSeconds } =
    services.settings;
  const now = services.now();
  const longest = remembered ? rememberSeconds : sessionSeconds;
  // Else whoever has a bearer token could send it as a cookie and have it renewed.
  const lifetime = carrier === "bearer" ? accessTokenSeconds : longest;
  const session: Session = {
    id: randomId(),
    userId: user.id,
    epoch: user.sessionEpoch,
    remembered,
    bearer: carrier === "bearer",
    userAgent: shortenedUserAgent(userAgent),
    createdAt: now,
    lastSeenAt: now,
    passwordAt,
    expiresAt: now + lifetime * 1000,
  };
  await services.store.sessions.create(session);
  await endOldest(services, session);
  return {
    session,
    token: await tokenFor(services, session),
    expiresInSeconds: Math.min(services.settings.accessTokenSeconds, lifetime),
    maxAgeSeconds: cookieSeconds(session, now),
  };
}

async function endOldest(
  { store }: Pick<Services, "store">,
  { userId, bearer }: Session,
): Promise<void> {
  const newestFirst = (await store.sessions.listOf(userId))
    .filter((session) => session.bearer === bearer);
  for (const { id } of newestFirst.slice(MOST_SESSIONS)) {
    await store.sessions.end(id);
  }
}

/**
 * The person and session that a token stands for; null when the token, the session or
 * the account no longer holds.
 *
 * A token in a cookie is renewed when half its life is over. So a session ends when
 * it was idle for a token's life (OWASP ASVS 5.0 §7.3.1), except a remembered one,
 * which wakes from any idle time until its hard end (§7.3.2). A bearer token is
 * never renewed: when it expires, its client asks for another.
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
  if (isReplaced(claims, session)) return null;
  if (expired && !session.remembered) return null;
  const maxAgeSeconds = cookieSeconds(session, now);
  if (carrier === "bearer" || !isHalfOver(claims, now)) {
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

/** Another token for a session in a browser. */
export async function renewToken(
  services: TokenServices,
  session: Session,
): Promise<RenewedToken> {
  return {
    token: await tokenFor(services, session),
    maxAgeSeconds: cookieSeconds(session, services.now()),
  };
}

/** The sessions of a user that have not ended, newest first. */
export async function listSessions(
  { store, now }: Pick<Services, "store" | "now">,
  userId: string,
): Promise<readonly Session[]> {
  const sessions = await store.sessions.listOf(userId);
  return sessions.filter((session) => isLive(session, now()));
}

// The database forgets a session some time after its end, so its end is looked at
// here too. A session from the future means that a clock was wrong: it has no known end.
function isLive(session: Session, now: number): boolean {
  return now < session.expiresAt &&
    session.createdAt <= now + CLOCK_SKEW_SECONDS * 1000;
}

/**
 * Whether the password was entered since: that gave the session another token, and this
 * one may be a thief's (OWASP ASVS 5.0 §7.2.4).
 */
function isReplaced(
  { iat, password_at = iat }: AccessTokenClaims,
  { passwordAt }: Session,
): boolean {
  return password_at < Math.floor(passwordAt / 1000);
}

function isHalfOver({ iat, exp }: AccessTokenClaims, now: number): boolean {
  return now >= (iat + exp) / 2 * 1000;
}

function cookieSeconds(session: Session, now: number): number | null {
  if (!session.remembered) return null;
  return Math.floor((session.expiresAt - now) / 1000);
}
