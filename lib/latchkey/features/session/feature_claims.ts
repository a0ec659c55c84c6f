/**
 * What the features of a site add to access tokens.
 *
 * @module
 */
import type { ClaimValue, Services } from "../../services.ts";
import type { Session } from "./session.ts";

/** Claims that no feature may make: those that decide whether a token is believed. */
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
  "password_at",
];

/**
 * What they may take together, as JSON. Browsers keep cookies of up to 4,096 bytes, and a
 * proxy may take no more for all headers of a response: see `tests/http/response_head_test.ts`.
 */
const MAX_BYTES = 500;

/**
 * The claims that features add to a token of a session.
 *
 * @throws {RangeError} when they do not fit into a cookie. The message names the longest.
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
    `The claims of features take ${bytesOf(claims)} bytes as JSON. At most ` +
      `${MAX_BYTES} fit into a cookie. Shorten "${longest}" of the feature ${owner}, which is ` +
      "the longest, or leave it out.",
  );
}

function bytesOf(value: ClaimValue): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
