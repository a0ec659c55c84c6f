/**
 * Reads facts about the client of a request, apart from who is logged in.
 *
 * @module
 */
import type { Context } from "fresh";
import { clientAddress } from "../limits/client_address.ts";
import type { State } from "../state.ts";
import { siteCookie } from "./cookies.ts";
import type { ClientInfo } from "./client_details.ts";
import { requestId } from "./request_id.ts";

export * from "./client_details.ts";

/** The cookie that identifies a device which accounts know. */
export const deviceCookie = siteCookie("device");

/** The cookie that proves to accounts that they trust a browser. */
export const trustedBrowserCookie = siteCookie("trusted_browser");

/**
 * Reads the user agent, the client's address and the cookies that identify a browser. Trusts as many
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
    trustedBrowsers: trustedBrowserCookie(settings).read(headers),
    requestId: requestId(ctx),
  };
}
