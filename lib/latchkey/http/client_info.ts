/**
 * What is known of a browser that comes by, beside who is in front of it.
 *
 * @module
 */
import type { Context } from "fresh";
import { clientAddress } from "../limits/client_address.ts";
import type { State } from "../state.ts";
import { siteCookie } from "./cookies.ts";
import { requestId } from "./request_id.ts";

/** Where a request comes from. */
export interface ClientInfo {
  /** The `User-Agent` header. */
  readonly userAgent: string | null;
  /** What `clientAddress` gave. */
  readonly clientAddress: string;
  /** The cookie by which a browser shows that it was here before, see `lib/latchkey/features/session/known_devices.ts`. */
  readonly deviceCookie: string | null;
  /** The id of the request, for the log. */
  readonly requestId?: string;
}

/** The cookie by which a browser shows that it was here before: the devices that accounts know. */
export const deviceCookie = siteCookie("device");

/**
 * Reads browser, client address and device cookie of a request, by the proxies that the
 * settings trust.
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

/** Enough to tell one's own devices apart. */
const MAX_USER_AGENT_LENGTH = 256;

/** A `User-Agent` header as it is kept: on one line, up to 256 characters, empty when there was none. */
export function shortenedUserAgent(userAgent: string | null): string {
  return (userAgent ?? "").replace(/\p{Cc}/gu, " ").trim()
    .slice(0, MAX_USER_AGENT_LENGTH).toWellFormed();
}

/**
 * A client's bucket as a person is shown it and as it is kept: enough to know one's own
 * network again, not enough to find a household. An IPv4 address without its last
 * number, of an IPv6 network the first 48 bits, empty when it is not known.
 */
export function maskedClient(bucket: string | null): string {
  const [ipv4] = /^(?:\d{1,3}\.){3}(?=\d{1,3}$)/.exec(bucket ?? "") ?? [];
  if (ipv4) return `${ipv4}x`;
  const [ipv6] = /^[\da-f]{1,4}(?::[\da-f]{1,4}){2}/.exec(bucket ?? "") ?? [];
  return ipv6 ? `${ipv6}::x` : "";
}
