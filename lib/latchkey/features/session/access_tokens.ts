/**
 * Access tokens: JSON Web Tokens (RFC 7519) of type `at+jwt` (RFC 9068 §2.1) that identify
 * a session. A token is not enough on its own: its session must be live too.
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

/** The claims of a token. Times are whole seconds since the epoch. */
export interface AccessTokenClaims {
  /** The issuer: this site. */
  readonly iss: string;
  /** The audience: must include this site. */
  readonly aud: string | readonly string[];
  /** The account's id. */
  readonly sub: string;
  /** The session's id. */
  readonly sid: string;
  readonly iat: number;
  /** Accepted, but never issued. */
  readonly nbf?: number;
  readonly exp: number;
  /** When the password was last entered in the session; absent if the token does not say. */
  readonly proved_at?: number;
}

/** A token with a valid signature, and whether it has expired. */
export interface ReadToken {
  readonly claims: AccessTokenClaims;
  readonly expired: boolean;
}

/**
 * The `client_id` that RFC 9068 §2.2 requires. The site's pages and the password grant,
 * which has no client of its own, share it.
 */
const CLIENT_ID = "latchkey";

/** Issued tokens have about 500 characters, plus up to about 670 for feature claims. */
const MAX_TOKEN_LENGTH = 4096;

/**
 * Three base64url parts; the last encodes 32 bytes. Its final character has two unused
 * bits, which must be zero, so that each token has only one spelling.
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
  proved_at: v.optional(seconds),
});

/**
 * Exactly the header that is issued. Anything else is rejected, such as `crit`, `b64`,
 * `jwk`, `jku` and `x5u`.
 */
const headerSchema = v.strictObject({
  alg: v.literal("HS256"),
  kid: v.string(),
  typ: v.literal("at+jwt"),
});

/** Tokens with a verified signature, by the keys that verified it. */
const verifiedTokens = new WeakMap<KeyRing, Map<string, AccessTokenClaims>>();

/**
 * Issues a token for a session. It expires after `accessTokenSeconds`, or earlier with the
 * session.
 *
 * @param claims Extra claims, which cannot replace the library's own.
 */
export async function issueAccessToken(
  services: Pick<Services, "keys" | "settings" | "now">,
  session:
    & Pick<Session, "id" | "userId" | "expiresAt">
    & Partial<Pick<Session, "provedAt">>,
  claims: Readonly<Record<string, ClaimValue>> = {},
): Promise<string> {
  const { keys: { signing }, settings } = services;
  const iat = Math.floor(services.now() / 1000);
  const exp = Math.min(
    iat + settings.accessTokenSeconds,
    Math.floor(session.expiresAt / 1000),
  );
  const { id: sid, provedAt } = session;
  const proved_at = provedAt === undefined
    ? undefined
    : Math.floor(provedAt / 1000);
  return await new SignJWT({
    ...claims,
    sid,
    proved_at,
    client_id: CLIENT_ID,
  })
    .setProtectedHeader({ alg: signing.alg, kid: signing.kid, typ: "at+jwt" })
    .setIssuer(issuer(settings))
    .setAudience(issuer(settings))
    .setSubject(session.userId)
    // Deterministic: identical tokens have the same id.
    .setJti([sid, iat, proved_at].join("."))
    .setIssuedAt(iat)
    .setExpirationTime(exp)
    .sign(signing.key);
}

/**
 * Verifies an untrusted token. Returns null if its shape, key, algorithm, issuer, audience
 * (RFC 7519 §4.1.3) or claims are wrong, or it is not yet valid (§4.1.5). Never throws
 * because of the token.
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

/** The issuer, so that a token of another site that shares a key is not accepted. */
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
    return null; // An untrusted token must not cause an error.
  }
}

function keyFor(keys: KeyRing, header: JWSHeaderParameters): CryptoKey {
  const { kid } = v.parse(headerSchema, header);
  const found = keys.byKid.get(kid);
  if (!found) throw new JWKSNoMatchingKey();
  return found.key;
}
