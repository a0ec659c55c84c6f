/**
 * Where a request comes from, as the rules want to know it.
 *
 * @module
 */
import type { Context } from "fresh";
import { clientAddress } from "../../limits/client_address.ts";
import { deviceCookie } from "./known_devices.ts";
import type { Visit } from "../../http/client_info.ts";
import type { State } from "../../state.ts";
import { requestId } from "../../http/request_id.ts";

/**
 * Reads browser, client address and device cookie of a request, by the proxies that the
 * settings trust.
 */
export async function visitOf(
  ctx: Pick<Context<State>, "req" | "info" | "state">,
): Promise<Visit> {
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
