/**
 * Reading the token of a request.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import { readAccessToken } from "./access_tokens.ts";
import { bringsBearer } from "../../http/prefers_json.ts";
import { onlyOne, type SiteCookie } from "../../http/cookies.ts";
import type { TokenCarrier } from "./sessions.ts";

/** The possible tokens of a request, and how they arrived. */
export interface Credentials {
  readonly carrier: TokenCarrier;
  readonly values: readonly string[];
}

/** More cookies of one name than a browser sends by accident. */
const MAX_VALUES = 10;

/**
 * Reads the `Authorization: Bearer` header (RFC 6750 §2.1), or otherwise the cookie.
 * Returns null if the request has neither. A bearer token takes precedence even if it is
 * invalid, because its client means that token.
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
 * Picks the token. Another app on the same host may have set a cookie of the same name, so
 * of several values the valid one counts. Returns null if several are valid: one of them
 * was planted, and there is no way to tell which.
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
