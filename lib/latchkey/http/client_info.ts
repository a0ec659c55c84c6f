/**
 * Facts about the client of a request, apart from who is logged in.
 *
 * @module
 */
import type { Context } from "fresh";
import { clientAddress } from "../limits/client_address.ts";
import type { State } from "../state.ts";
import { siteCookie } from "./cookies.ts";
import { requestId } from "./request_id.ts";

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
  /** The request's id, for the log. */
  readonly requestId?: string;
}

/** The cookie that identifies a device which accounts know. */
export const deviceCookie = siteCookie("device");

/**
 * Reads the user agent, the client's address and the device cookie of a request. Trusts as many
 * proxies as the setting `TRUST_PROXY` says. Never throws.
 *
 * @returns `userAgent` as it was sent or null, `clientAddress` as an IPv4 address, an IPv6 /64
 * or `"unknown"`, `deviceCookie` or null, and `requestId`.
 *
 * @example
 * ```ts
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * async function describeClient(ctx: Context<State>) {
 *   const { userAgent, clientAddress } = await clientInfoOf(ctx);
 *   return `${userAgent} at ${clientAddress}`;
 * }
 * ```
 */
export async function clientInfoOf(
  ctx: Pick<Context<State>, "req" | "info" | "state">,
): Promise<ClientInfo> {
  const { req: { headers }, info, state } = ctx;
  const { settings } = state.services;
  return {
    userAgent: headers.get("user-agent"),
    clientAddress: await clientAddress(
      headers,
      info.remoteAddr,
      settings.trustProxy,
    ),
    deviceCookie: deviceCookie(settings).read(headers),
    requestId: requestId(ctx),
  };
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
