/**
 * The name of a request, by which its lines in the log are found again.
 *
 * @module
 */
import type { Context } from "fresh";
import type { Settings } from "../settings/settings.ts";
import type { State } from "../state.ts";

/** Where a proxy says what it calls a request, and where we say what we do. */
export const REQUEST_ID_HEADER = "x-request-id";

/** What an id may look like: nothing that could be an address or break a line. */
const SHAPE = /^[\w-]{8,64}$/;

/**
 * The request's id, given at the first call: that of a trusted proxy, else a random one.
 * With no proxy of our own in front, whatever a client sends is not looked at.
 */
export function requestId(
  { req, state }: Pick<Context<State>, "req" | "state">,
): string {
  return state.requestId ??= proxysId(req.headers, state.services.settings) ??
    crypto.randomUUID();
}

function proxysId(
  headers: Headers,
  { trustProxy }: Pick<Settings, "trustProxy">,
): string | null {
  const given = trustProxy > 0 ? headers.get(REQUEST_ID_HEADER) : null;
  return given !== null && SHAPE.test(given) ? given : null;
}
