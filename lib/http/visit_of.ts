/**
 * Where a request comes from, as the rules want to know it.
 *
 * @module
 */
import type { Context } from "fresh";
import { clientAddress } from "../auth/client_address.ts";
import { deviceCookie } from "../auth/devices.ts";
import type { Visit } from "../auth/visits.ts";
import type { Log } from "../log.ts";
import type { State } from "../state.ts";
import { requestId } from "./request_id.ts";

/** The logs that were told that a proxy is not set up: one a process, once. */
const told = new WeakSet<Log>();

/**
 * Reads browser, client address and device cookie of a request, by the proxies that the
 * settings trust. Warns once a process when a proxy stands in front that nobody set up.
 */
export async function visitOf(
  ctx: Pick<Context<State>, "req" | "info" | "state">,
): Promise<Visit> {
  const { req: { headers }, info, state } = ctx;
  const { settings, log } = state.services;
  const address = await clientAddress(
    headers,
    info.remoteAddr,
    settings.trustProxy,
  );
  if (address === null) warnOfProxy(log);
  return {
    userAgent: headers.get("user-agent"),
    clientAddress: address,
    deviceCookie: deviceCookie(settings).read(headers),
    requestId: requestId(ctx),
  };
}

function warnOfProxy(log: Log): void {
  if (told.has(log)) return;
  told.add(log);
  log.warn("proxy_not_set_up", {
    effect: "Tries are limited by account alone, not by client.",
    advice: "Set TRUST_PROXY to the number of proxies in front of the app.",
  });
}
