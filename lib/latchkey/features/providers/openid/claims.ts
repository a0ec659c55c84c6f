/**
 * What claims say about a person (OpenID Connect Core 1.0 §5.1).
 *
 * @module
 */
import { addressProblem } from "../../../forms/addresses.ts";
import { isPrintableLine } from "../../../forms/printable.ts";
import { ProviderError, type ProviderIdentity } from "../login_provider.ts";

/** Claims of an ID token or the user info. */
export type Claims = Readonly<Record<string, unknown>>;

/** A subject has at most 255 ASCII characters (OpenID Connect Core 1.0 §2). */
const SUBJECT_SHAPE = /^[\x20-\x7e]{1,255}$/;

/** The most characters of a name that are taken over. */
const MAX_NAME_LENGTH = 100;

/** The most authentication methods that are read. */
const MAX_METHODS = 20;

/**
 * The identity in claims.
 *
 * @throws {ProviderError} if they have no valid issuer and subject.
 */
export function identityIn(claims: Claims): ProviderIdentity {
  const { iss, sub, email, email_verified: verified, auth_time: at } = claims;
  if (typeof iss !== "string" || typeof sub !== "string") {
    throw new ProviderError("invalid", "no issuer or subject");
  }
  if (!SUBJECT_SHAPE.test(sub)) {
    throw new ProviderError("invalid", "the subject is too long");
  }
  const address = addressIn(email);
  return {
    issuer: iss,
    subject: sub,
    address,
    // Some providers write it as a text.
    addressVerified: address !== null &&
      (verified === true || verified === "true"),
    name: lineIn(claims.name),
    username: lineIn(claims.preferred_username),
    authenticatedAt: typeof at === "number" && Number.isFinite(at)
      ? at * 1000
      : null,
    amr: methodsIn(claims.amr),
    tokens: null,
  };
}

/** A valid address; null for anything else. */
export function addressIn(value: unknown): string | null {
  if (typeof value !== "string" || addressProblem(value) !== null) return null;
  return value.trim();
}

/** A text on one line; empty for anything else. */
export function lineIn(value: unknown): string {
  if (typeof value !== "string" || !isPrintableLine(value)) return "";
  return value.trim().slice(0, MAX_NAME_LENGTH).toWellFormed();
}

function methodsIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((method) => typeof method === "string")
    .slice(0, MAX_METHODS);
}
