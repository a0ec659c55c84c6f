/**
 * Access tokens: JSON Web Tokens (RFC 7519, profile RFC 9068's `at+jwt`) that name a session.
 * A token by itself opens nothing: its session must be live too.
 *
 * @module
 */
import type { JWSHeaderParameters } from "jose";
import { JWKSNoMatchingKey } from "jose/errors";
import { compactVerify } from "jose/jws/compact/verify";
import { SignJWT } from "jose/jwt/sign";
import * as v from "valibot";
import { setBounded } from "../../bounded_map.ts";
import type { ClaimValue, Services } from "../../services.ts";
import type { Settings } from "../../settings/settings.ts";
import { isId } from "../../database/row_fields.ts";
import type { Session } from "./session.ts";
import { CLOCK_SKEW_SECONDS } from "../../crypto/clock_skew.ts";
import type { KeyRing } from "../../crypto/key_ring.ts";

/** What a token says to this site. Times are whole seconds since the epoch. */
export interface AccessTokenClaims {
  /** Who issued it: this site. */
  readonly iss: string;
  /** Who it is for: this site too, perhaps among others. */
  readonly aud: string | readonly string[];
  /** The user's id. */
  readonly sub: string;
  /** The session's id. */
  readonly sid: string;
  readonly iat: number;
  /** From when on it is valid. Ours don't say. */
  readonly nbf?: number;
  readonly exp: number;
  /** When the password had last been entered in the session; left out of a token that does not say. */
  readonly password_at?: number;
}

/** A token whose signature holds, and whether its time is over. */
export interface ReadToken {
  readonly claims: AccessTokenClaims;
  readonly expired: boolean;
}

/**
 * The client that every token is issued to (RFC 9068 §2.2). The site's own pages and the
 * password grant, which has no client of its own, are one.
 */
const CLIENT_ID = "latchkey";

/** Ours have about 500 characters, and features may add some 670. */
const MAX_TOKEN_LENGTH = 4096;

/**
 * Three parts in base64url, the last one 32 bytes. Its last character has two bits
 * to spare, which must be zero: a token has one spelling.
 */
const TOKEN_SHAPE = /^[\w-]+\.[\w-]+\.[\w-]{42}[AEIMQUYcgkosw048]$/;

/** About 10 MB when full. */
const CACHE_CAPACITY = 10_000;

const id = v.pipe(v.string(), v.check(isId));
const seconds = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const claimsSchema = v.object({
  iss: v.string(),
  aud: v.union([v.string(), v.array(v.string())]),
  sub: id,
  sid: id,
  iat: seconds,
  nbf: v.optional(seconds),
  exp: seconds,
  password_at: v.optional(seconds),
});

/** Exactly what we write. So `crit`, `b64`, `jwk`, `jku` and `x5u` are refused with the rest. */
const headerSchema = v.strictObject({
  alg: v.literal("HS256"),
  kid: v.string(),
  typ: v.literal("at+jwt"),
});

/** Tokens whose signature held, by the keys it held under. */
const verifiedTokens = new WeakMap<KeyRing, Map<string, AccessTokenClaims>>();

/**
 * Signs a token for a session: for `accessTokenSeconds`, and never beyond the session's end.
 *
 * @param claims What it says beside the library's own claims, none of which it can replace.
 */
export async function issueAccessToken(
  services: Pick<Services, "keys" | "settings" | "now">,
  session:
    & Pick<Session, "id" | "userId" | "expiresAt">
    & Partial<Pick<Session, "passwordAt">>,
  claims: Readonly<Record<string, ClaimValue>> = {},
): Promise<string> {
  const { keys: { signing }, settings } = services;
  const iat = Math.floor(services.now() / 1000);
  const exp = Math.min(
    iat + settings.accessTokenSeconds,
    Math.floor(session.expiresAt / 1000),
  );
  const { id: sid, passwordAt } = session;
  const password_at = passwordAt === undefined
    ? undefined
    : Math.floor(passwordAt / 1000);
  return await new SignJWT({
    ...claims,
    sid,
    password_at,
    client_id: CLIENT_ID,
  })
    .setProtectedHeader({ alg: signing.alg, kid: signing.kid, typ: "at+jwt" })
    .setIssuer(issuer(settings))
    .setAudience(issuer(settings))
    .setSubject(session.userId)
    // Two tokens that say the same are one.
    .setJti([sid, iat, password_at].join("."))
    .setIssuedAt(iat)
    .setExpirationTime(exp)
    .sign(signing.key);
}

/**
 * Reads a token from anybody. Null when it is not one of ours: another shape, key,
 * algorithm, issuer, audience (RFC 7519 §4.1.3) or claims, or not valid yet (§4.1.5).
 * Never throws on account of the token.
 */
export async function readAccessToken(
  services: Pick<Services, "keys" | "settings" | "now">,
  token: string,
): Promise<ReadToken | null> {
  if (token.length > MAX_TOKEN_LENGTH) return null;
  const { keys, settings } = services;
  const verified = verifiedBy(keys);
  let claims = verified.get(token) ?? null;
  if (claims === null) {
    claims = await verify(keys, token);
    if (claims === null) return null;
    setBounded(verified, token, claims, CACHE_CAPACITY);
  }
  const nowSeconds = Math.floor(services.now() / 1000);
  return isForHere(claims, issuer(settings)) &&
      Math.max(claims.iat, claims.nbf ?? 0) <= nowSeconds + CLOCK_SKEW_SECONDS
    ? { claims, expired: nowSeconds >= claims.exp }
    : null;
}

function isForHere({ iss, aud }: AccessTokenClaims, site: string): boolean {
  return iss === site && [aud].flat().includes(site);
}

/** Tokens of another site that happened to share a key would not be ours. */
function issuer({ publicUrl }: Pick<Settings, "publicUrl">): string {
  return publicUrl?.origin ?? "latchkey";
}

function verifiedBy(keys: KeyRing): Map<string, AccessTokenClaims> {
  let verified = verifiedTokens.get(keys);
  if (!verified) verifiedTokens.set(keys, verified = new Map());
  return verified;
}

async function verify(
  keys: KeyRing,
  token: string,
): Promise<AccessTokenClaims | null> {
  if (!TOKEN_SHAPE.test(token)) return null;
  try {
    const { payload } = await compactVerify(
      token,
      (header) => keyFor(keys, header),
      { algorithms: ["HS256"] },
    );
    const text = new TextDecoder("utf-8", { fatal: true }).decode(payload);
    return v.parse(claimsSchema, JSON.parse(text));
  } catch {
    return null; // Whatever a stranger's text provokes, it is not a token of ours.
  }
}

function keyFor(keys: KeyRing, header: JWSHeaderParameters): CryptoKey {
  const { kid } = v.parse(headerSchema, header);
  const found = keys.byKid.get(kid);
  if (!found) throw new JWKSNoMatchingKey();
  return found.key;
}
