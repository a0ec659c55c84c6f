/**
 * Request ids, to find a request in the log.
 *
 * @module
 */
import type { Context } from "fresh";
import type { Settings } from "../settings/settings.ts";
import type { State } from "../state.ts";

/** The header with the id, in requests of proxies and in responses. */
export const REQUEST_ID_HEADER = "x-request-id";

/** An id can't contain an address or a line break. */
const FORMAT = /^[\w-]{8,64}$/;

/**
 * The request's id, created at the first call: that of a trusted proxy, else a random one.
 * Without a proxy of our own, the header is ignored.
 */
export function requestId(
  { req, state }: Pick<Context<State>, "req" | "state">,
): string {
  return state.requestId ??=
    idFromProxy(req.headers, state.services.settings) ??
      crypto.randomUUID();
}

function idFromProxy(
  headers: Headers,
  { trustProxy }: Pick<Settings, "trustProxy">,
): string | null {
  const given = trustProxy > 0 ? headers.get(REQUEST_ID_HEADER) : null;
  return given !== null && FORMAT.test(given) ? given : null;
}
