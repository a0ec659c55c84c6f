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

/**
 * Reads the `Authorization: Bearer` header (RFC 6750 §2.1), else the cookie; null when
 * the request brings neither. A client that sends the header means the header, so the
 * cookie is not looked at even when the header is bad.
 */
export function readCredentials(
  headers: Headers,
  cookie: SiteCookie,
): Credentials | null {
  const authorization = headers.get("authorization");
  if (authorization !== null) {
    const [, token = null] = authorization.match(/^Bearer +([^\s,]+)$/i) ?? [];
    return { carrier: "bearer", token };
  }
  const values = cookie.values(headers);
  return values.length > 0
    ? { carrier: "cookie", token: onlyOne(values) }
    : null;
}
