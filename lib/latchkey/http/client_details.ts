/**
 * Facts about a client, and what is stored and shown of them.
 *
 * @module
 */

/** The client of a request. */
export interface ClientInfo {
  /** The `User-Agent` header. */
  readonly userAgent: string | null;
  /** The result of `clientAddress`. */
  readonly clientAddress: string;
  /**
   * The cookie that identifies a known device; see
   * `lib/latchkey/features/session/known_devices.ts`.
   */
  readonly deviceCookie: string | null;
  /** The cookie that proves that accounts trust the browser; see `trusted_browsers.ts`. */
  readonly trustedBrowsers?: string | null;
  /** The request's id, for the log. */
  readonly requestId?: string;
}

/** Enough to tell one's devices apart. */
const MAX_USER_AGENT_LENGTH = 256;

/**
 * A `User-Agent` header for storage: on one line, up to 256 UTF-16 units; empty when there was
 * none.
 */
export function shortenedUserAgent(userAgent: string | null): string {
  return (userAgent ?? "").replace(/\p{Cc}/gu, " ").trim()
    .slice(0, MAX_USER_AGENT_LENGTH).toWellFormed();
}

/**
 * A client's address for display and storage: enough to recognise one's own network, not enough
 * to identify a household. An IPv4 address loses its last number, an IPv6 network keeps its
 * first 48 bits. Empty when it isn't known.
 */
export function maskedClient(bucket: string | null): string {
  const [ipv4] = /^(?:\d{1,3}\.){3}(?=\d{1,3}$)/.exec(bucket ?? "") ?? [];
  if (ipv4) return `${ipv4}x`;
  const [ipv6] = /^[\da-f]{1,4}(?::[\da-f]{1,4}){2}/.exec(bucket ?? "") ?? [];
  return ipv6 ? `${ipv6}::x` : "";
}
