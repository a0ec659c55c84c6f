/**
 * Counters of tries, as the store keeps them.
 *
 * @module
 */

/** How many tries a limit allows at once, and how long one try takes to come back. */
export interface Limit {
  readonly burst: number;
  readonly refillSeconds: number;
}

/** Whether a try is allowed, and if not, after how many whole seconds the next one is. */
export type LimitAnswer =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly retryAfterSeconds: number };

/** Counters of tries, exact under concurrent calls and across processes. */
export interface LimitStore {
  /** Takes one try from the bucket named `key`. */
  take(key: string, limit: Limit, now: number): Promise<LimitAnswer>;
  /** Gives one try back, for a try that turned out not to count. */
  giveBack(key: string, limit: Limit, now: number): Promise<void>;
  /** Fills the bucket again. */
  clear(key: string): Promise<void>;
}
