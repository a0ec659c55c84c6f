/**
 * What a request brings to show who it is from.
 *
 * @module
 */
import { onlyOne, type SiteCookie } from "./cookies.ts";
import type { TokenCarrier } from "./sessions.ts";

/** A token and the way it came; `token` is null when it came in a shape nobody can read. */
export interface Credentials {
  readonly carrier: TokenCarrier;
  readonly token: string | null;
}

/** Whether a request brings a `Bearer` token. Other schemes are a proxy's, such as a staging site's `Basic`. */
export function bringsBearer(headers: Headers): boolean {
  return /^Bearer(?: |$)/i.test(headers.get("authorization") ?? "");
}

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
    const [, token = null] =
      headers.get("authorization")?.match(/^Bearer +([^\s,]+)$/i) ?? [];
    return { carrier: "bearer", token };
  }
  const values = cookie.values(headers);
  return values.length > 0
    ? { carrier: "cookie", token: onlyOne(values) }
    : null;
}
