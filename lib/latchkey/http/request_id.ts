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
    (state.copy ? unsentId() : crypto.randomUUID());
}

/** The last two digits of ids that are else the same. */
const ENDS = Array.from(
  { length: 256 },
  (_, number) => number.toString(16).padStart(2, "0"),
);
let start = "";
let ends = 0;

/**
 * An id for the log alone: a random UUID once in 256 times, else the one before with
 * another end, since to draw each anew takes a tenth of what the whole line does. Whoever
 * was sent two such ids could tell how many others asked in between.
 */
function unsentId(): string {
  if (ends === 0) {
    start = crypto.randomUUID().slice(0, -2);
    ends = ENDS.length;
  }
  return start + ENDS[--ends];
}

function proxysId(
  headers: Headers,
  { trustProxy }: Pick<Settings, "trustProxy">,
): string | null {
  const given = trustProxy > 0 ? headers.get(REQUEST_ID_HEADER) : null;
  return given !== null && SHAPE.test(given) ? given : null;
}
