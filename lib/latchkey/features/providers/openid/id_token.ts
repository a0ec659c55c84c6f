/**
 * The signatures of ID tokens (OpenID Connect Core 1.0 §3.1.3.7). They are always checked,
 * although tokens come straight from the provider.
 *
 * @module
 */
import type { JWTPayload } from "jose";
import { CLOCK_SKEW_SECONDS } from "../../../crypto/clock_skew.ts";
import { ProviderError } from "../login_provider.ts";
import { ANSWER_MS } from "./discovery_document.ts";
import { fetchAnswer } from "./fetch_answer.ts";

/**
 * The algorithms with a key pair. With a shared secret, or none, anyone who knows the public key
 * could sign (RFC 8725 §2.1).
 */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

/** The keys of a provider. */
type ProviderKeys = ReturnType<
  typeof import("jose/jwks/remote").createRemoteJWKSet
>;

/** Checks ID tokens of a provider. */
export interface IdTokenVerifier {
  /**
   * The claims of an ID token.
   *
   * @param expected.issuer The issuer; for a provider with several, made from the claims.
   * @throws {Error} if the token isn't valid, or the keys can't be fetched.
   */
  verify(
    idToken: string,
    expected: {
      readonly jwksUri: string;
      readonly clientId: string;
      issuer(claims: JWTPayload): string;
      /** Milliseconds since the epoch. */
      readonly now: number;
    },
  ): Promise<JWTPayload>;
}

/** Makes a verifier that keeps a provider's keys. */
export function createIdTokenVerifier(): IdTokenVerifier {
  let known: { readonly uri: string; readonly keys: ProviderKeys } | undefined;

  /** An unknown key is looked up at once: only the provider can send one. */
  async function keysAt(uri: string): Promise<ProviderKeys> {
    if (known?.uri === uri) return known.keys;
    const { createRemoteJWKSet, customFetch } = await import(
      "jose/jwks/remote"
    );
    const keys = createRemoteJWKSet(new URL(uri), {
      [customFetch]: fetchAnswer,
      timeoutDuration: ANSWER_MS,
      cooldownDuration: 0,
    });
    known = { uri, keys };
    return keys;
  }
  return {
    async verify(idToken, { jwksUri, clientId, issuer, now }) {
      const { jwtVerify } = await import("jose/jwt/verify");
      const keys = await keysAt(jwksUri);
      const { payload, protectedHeader } = await jwtVerify(idToken, keys, {
        audience: clientId,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_SKEW_SECONDS,
        currentDate: new Date(now),
        requiredClaims: ["iss", "sub", "exp", "iat"],
      });
      const expected = issuer(payload);
      if (payload.iss !== expected) {
        throw new ProviderError("invalid", "another issuer");
      }
      checkKeyIssuer(keys, protectedHeader.kid, payload);
      return payload;
    },
  };
}

/**
 * A provider with many issuers may say for which of them a key signs. Microsoft does, and asks
 * to check it.
 */
function checkKeyIssuer(
  keys: ProviderKeys,
  kid: string | undefined,
  { iss, tid }: JWTPayload,
): void {
  const key = keys.jwks()?.keys.find((key) => key.kid === kid);
  const issuer: unknown = key && Reflect.get(key, "issuer");
  if (typeof issuer !== "string") return;
  if (issuer.replace("{tenantid}", String(tid)) !== iss) {
    throw new ProviderError("invalid", "the key of another issuer");
  }
}
