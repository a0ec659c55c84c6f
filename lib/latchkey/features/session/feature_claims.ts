/**
 * Claims that features add to access tokens.
 *
 * @module
 */
import type { ClaimValue, Services } from "../../services.ts";
import type { Session } from "./session.ts";

/** Claims that decide whether a token is valid. Features cannot set them. */
export const LIBRARY_CLAIMS: readonly string[] = [
  "iss",
  "sub",
  "aud",
  "exp",
  "nbf",
  "iat",
  "jti",
  "client_id",
  "sid",
  "proved_at",
];

/**
 * The limit for all feature claims together, in bytes of JSON. Browsers accept cookies of
 * up to 4,096 bytes, and a proxy may limit all response headers to that size: see
 * `tests/http/response_head_test.ts`.
 */
const MAX_BYTES = 500;

/**
 * Returns the claims that features add to the token of a session.
 *
 * @throws {RangeError} if they do not fit in a cookie. The message names the longest claim.
 */
export async function featureClaims(
  { site, use }: Pick<Services, "site" | "use">,
  session: Session,
): Promise<Readonly<Record<string, ClaimValue>>> {
  const claims: Record<string, ClaimValue> = {};
  for (const feature of site.features) {
    for (const [name, valueFor] of Object.entries(feature.claims)) {
      const value = await valueFor(use(feature), session);
      if (value !== undefined) claims[name] = value;
    }
  }
  if (bytesOf(claims) > MAX_BYTES) throw tooLong(site, claims);
  return claims;
}

function tooLong(
  { features }: Pick<Services["site"], "features">,
  claims: Readonly<Record<string, ClaimValue>>,
): RangeError {
  const [longest] = Object.keys(claims)
    .toSorted((one, other) => bytesOf(claims[other]) - bytesOf(claims[one]));
  const owner = features.find((feature) => longest in feature.claims)?.name;
  return new RangeError(
    `Feature claims take ${bytesOf(claims)} bytes of JSON, but only ` +
      `${MAX_BYTES} fit in a cookie. Shorten or remove the longest one, ` +
      `"${longest}" of the feature "${owner}".`,
  );
}

function bytesOf(value: ClaimValue): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
