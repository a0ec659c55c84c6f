/**
 * Counters of attempts, as the store keeps them.
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

/** Counters of attempts, exact under concurrent calls and across processes. */
export interface LimitStore {
  /** Takes one attempt from each bucket, in one write, or from none: a refused attempt writes nothing. */
  take(buckets: readonly Bucket[], now: number): Promise<LimitAnswer>;
  /** Gives one attempt back to each bucket, for an attempt that turned out not to count. */
  giveBack(buckets: readonly Bucket[], now: number): Promise<void>;
  /** Fills the buckets again. */
  clear(keys: readonly string[]): Promise<void>;
}
