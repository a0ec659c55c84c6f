/**
 * The generic cell rate algorithm (ITU-T I.371): one number per bucket, the time when the
 * bucket is full again.
 *
 * @module
 */

/** How many attempts a limit allows at once, and how many seconds it takes to regain one. */
export interface Limit {
  readonly burst: number;
  readonly refillSeconds: number;
}

/** A counter and its limit. */
export type Bucket = readonly [key: string, limit: Limit];

/**
 * Whether an attempt is allowed. If not: the first empty bucket, and the seconds until no
 * bucket is empty.
 */
export type LimitAnswer =
  | { readonly allowed: true }
  | {
    readonly allowed: false;
    readonly key: string;
    readonly retryAfterSeconds: number;
  };

/** The milliseconds to regain one attempt. */
function refillMs({ refillSeconds }: Limit): number {
  return refillSeconds * 1000;
}

/** The milliseconds until an empty bucket is full. */
function capacityMs(limit: Limit): number {
  return limit.burst * refillMs(limit);
}

/**
 * Takes one attempt from each bucket: when each will be full again, and whether the attempt is
 * allowed. If it isn't, nothing must be stored.
 */
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

/**
 * When a bucket will be full after one attempt is returned; at `now` or earlier if it is full
 * then.
 */
export function giveBackTo(stored: unknown, limit: Limit, now: number): number {
  return fullAtOf(stored, limit, now) - refillMs(limit);
}

/** A denied attempt. */
export function denied(key: string, retryAfterSeconds: number): LimitAnswer {
  return { allowed: false, key, retryAfterSeconds };
}

/** How far the clocks of two servers of a site may differ, in milliseconds. */
export const CLOCK_SKEW_MS = 60_000;

// After a clock that ran ahead is corrected, no one must be locked out until it reaches that
// time again. A time that is too far ahead counts as one attempt left: taking it corrects the
// row.
function fullAtOf(stored: unknown, limit: Limit, now: number): number {
  if (typeof stored !== "number" || stored <= now) return now;
  const empty = now + capacityMs(limit);
  if (stored <= empty + CLOCK_SKEW_MS) return Math.min(stored, empty);
  return Math.max(now, empty - refillMs(limit));
}
