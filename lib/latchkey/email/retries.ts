/**
 * When a mail that could not be sent is tried again.
 *
 * @module
 */
import type { QueuedMail } from "./queued_mail.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The pauses after the first tries, in milliseconds; after these, an hour each time. */
const PAUSES_MS = [
  MINUTE_MS / 2,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
];

/** For how long a mail is tried, in milliseconds: a server that is down for longer is missed by people. */
const TRIED_FOR_MS = 24 * HOUR_MS;

/** The time of the next try; null when there have been enough. */
export function nextTry(
  { createdAt, attempts }: Pick<QueuedMail, "createdAt" | "attempts">,
  now: number,
): number | null {
  const next = now + (PAUSES_MS[attempts - 1] ?? HOUR_MS);
  return next <= createdAt + TRIED_FOR_MS ? next : null;
}
