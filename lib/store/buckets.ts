/**
 * The sums behind counters of tries: one number a bucket, by the generic cell rate
 * algorithm (ITU-T I.371). The number is the time when the bucket is full again.
 *
 * @module
 */
import type { Limit, LimitAnswer } from "./limits.ts";

/** In how many milliseconds one try comes back. */
export function refillMs({ refillSeconds }: Limit): number {
  return refillSeconds * 1000;
}

/** In how many milliseconds an empty bucket is full. */
export function capacityMs(limit: Limit): number {
  return limit.burst * refillMs(limit);
}

/** When a bucket will be full if one more try is taken, and whether it may be: if not, nothing is to change. */
export function takeFrom(
  stored: unknown,
  limit: Limit,
  now: number,
): { readonly fullAt: number; readonly answer: LimitAnswer } {
  const fullAt = fullAtOf(stored, limit, now) + refillMs(limit);
  const wait = fullAt - now - capacityMs(limit);
  return {
    fullAt,
    answer: wait > 0 ? denied(Math.ceil(wait / 1000)) : { allowed: true },
  };
}

/** When a bucket is full if one try comes back: at `now` or before when it is full then. */
export function giveBackTo(stored: unknown, limit: Limit, now: number): number {
  return fullAtOf(stored, limit, now) - refillMs(limit);
}

/** No, and when to try again. */
export function denied(retryAfterSeconds: number): LimitAnswer {
  return { allowed: false, retryAfterSeconds };
}

/** How far the clocks of two of our servers may differ, in milliseconds. */
export const CLOCK_SKEW_MS = 60_000;

// A clock that ran ahead, and was put right, must lock nobody out until it gets there
// again. What it wrote counts as one try left: taking that one puts the row right.
function fullAtOf(stored: unknown, limit: Limit, now: number): number {
  if (typeof stored !== "number" || stored <= now) return now;
  const empty = now + capacityMs(limit);
  if (stored <= empty + CLOCK_SKEW_MS) return Math.min(stored, empty);
  return Math.max(now, empty - refillMs(limit));
}
