/**
 * Lets one write at a time at SQLite's one write lock, so that those of one process do not
 * get in each other's way.
 *
 * @module
 */
import { StoreUnavailableError } from "../unavailable.ts";

/** So many may wait. A healthy database serves them in a second: more mean that it is stuck. */
const MAX_WAITING = 1_000;

/** A lock whose holders take turns. */
export interface WriteLock {
  /**
   * Waits for the turn, and gives what ends it.
   *
   * @param until By when, on the clock of `performance.now()`.
   * @throws {StoreUnavailableError} `busy` when it takes longer, or too many wait.
   */
  acquire(until: number): Promise<() => void>;
}

/** Makes a lock. */
export function createWriteLock(): WriteLock {
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  return {
    async acquire(until) {
      if (waiting >= MAX_WAITING) throw new StoreUnavailableError("busy");
      waiting++;
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      await before;
      waiting--;
      // Those before have failed by then, so whoever waits behind them fails in time too.
      if (performance.now() > until) {
        resolve();
        throw new StoreUnavailableError("busy");
      }
      return resolve;
    },
  };
}
