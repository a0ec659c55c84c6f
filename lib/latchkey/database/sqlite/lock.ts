/**
 * Lets one write at a time at SQLite's one write lock, so that those of one process do not
 * get in each other's way.
 *
 * @module
 */
import { deadline } from "../../deadline.ts";
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
  let ahead = 0; // The holder and everyone waiting.
  return {
    async acquire(until) {
      if (ahead > MAX_WAITING) throw busy();
      const isFree = ahead++ === 0;
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      try {
        if (!isFree) await deadline(before, until - performance.now(), busy);
      } catch (error) {
        ahead--;
        before.then(resolve); // The next in line keeps waiting.
        throw error;
      }
      return () => {
        ahead--;
        resolve();
      };
    },
  };
}

function busy(): StoreUnavailableError {
  return new StoreUnavailableError("busy");
}
