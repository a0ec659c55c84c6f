/**
 * What a request brings to show who it is from.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import { readAccessToken } from "./access_tokens.ts";
import { bringsBearer } from "../../http/prefers_json.ts";
import { onlyOne, type SiteCookie } from "../../http/cookies.ts";
import type { TokenCarrier } from "./sessions.ts";

/** Tokens, or what stands in their place, and the way they came. */
export interface Credentials {
  readonly carrier: TokenCarrier;
  readonly values: readonly string[];
}

/** More cookies of one name than a browser has by accident. */
const MAX_VALUES = 10;

/**
 * Reads the `Authorization: Bearer` header (RFC 6750 §2.1), else the cookie; null when
 * the request brings neither. A client that sends a Bearer token means that token, so the
 * cookie isn't read even when the token is bad.
 */
export function readCredentials(
  headers: Headers,
  cookie: SiteCookie,
): Credentials | null {
  if (bringsBearer(headers)) {
    const [, ...values] =
      headers.get("authorization")?.match(/^Bearer +([^\s,]+)$/i) ?? [];
    return { carrier: "bearer", values };
  }
  const values = cookie.values(headers);
  return values.length > 0 ? { carrier: "cookie", values } : null;
}

/**
 * The token among the values that came. Another app on the same host may have set a
 * cookie of the same name: of several values, the one that is a token of ours counts.
 * Null when several are: one of them was planted, and nobody can tell which.
 */
export async function tokenOf(
  services: Pick<Services, "keys" | "settings" | "now">,
  { values }: Credentials,
): Promise<string | null> {
  if (values.length <= 1) return values[0] ?? null;
  const ours: string[] = [];
  for (const value of values.slice(0, MAX_VALUES)) {
    if (await readAccessToken(services, value)) ours.push(value);
  }
  return onlyOne(ours);
}
