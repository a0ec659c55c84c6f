/**
 * The client of a request, as limits know it.
 *
 * @module
 */
import type { Context } from "fresh";
import { clientAddress } from "../auth/client_address.ts";
import type { State } from "../state.ts";

/** The bucket of `clientAddress` that a request belongs to, by the proxies that the settings trust. */
export function clientOf(
  { req, info, state }: Pick<Context<State>, "req" | "info" | "state">,
): Promise<string> {
  const { trustProxy } = state.services.settings;
  return clientAddress(req.headers, info.remoteAddr, trustProxy);
}
