/**
 * The sums behind counters of tries: one number a bucket, by the generic cell rate
 * algorithm (ITU-T I.371). The number is the time when the bucket is full again.
 *
 * @module
 */

/** How many attempts a limit allows at once, and how long one takes to come back. */
export interface Limit {
  readonly burst: number;
  readonly refillSeconds: number;
}

/** A counter, and how much it holds. */
export type Bucket = readonly [key: string, limit: Limit];

/**
 * Whether an attempt is allowed. If not: the first bucket that was empty, and after how many
 * whole seconds none of them is.
 */
export type LimitAnswer =
  | { readonly allowed: true }
  | {
    readonly allowed: false;
    readonly key: string;
    readonly retryAfterSeconds: number;
  };

/** In how many milliseconds one try comes back. */
function refillMs({ refillSeconds }: Limit): number {
  return refillSeconds * 1000;
}

/** In how many milliseconds an empty bucket is full. */
function capacityMs(limit: Limit): number {
  return limit.burst * refillMs(limit);
}

/** When each bucket will be full if one more attempt is taken, and whether it may be: if not, nothing is to change. */
export function takeFrom(
  buckets: readonly Bucket[],
  stored: readonly unknown[],
  now: number,
): { readonly fullAt: readonly number[]; readonly answer: LimitAnswer } {
  const fullAt = buckets.map(([, limit], index) =>
    fullAtOf(stored[index], limit, now) + refillMs(limit)
  );
  const waits = buckets.map(([, limit], index) =>
    fullAt[index] - now - capacityMs(limit)
  );
  const first = waits.findIndex((wait) => wait > 0);
  return {
    fullAt,
    answer: first === -1
      ? { allowed: true }
      : denied(buckets[first][0], Math.ceil(Math.max(...waits) / 1000)),
  };
}

/** When a bucket is full if one try comes back: at `now` or before when it is full then. */
export function giveBackTo(stored: unknown, limit: Limit, now: number): number {
  return fullAtOf(stored, limit, now) - refillMs(limit);
}

/** No, because of which bucket, and when to try again. */
export function denied(key: string, retryAfterSeconds: number): LimitAnswer {
  return { allowed: false, key, retryAfterSeconds };
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
