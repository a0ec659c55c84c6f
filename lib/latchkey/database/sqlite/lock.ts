/**
 * Serialises the writes of a process, because SQLite has one write lock.
 *
 * @module
 */
import { deadline } from "../../deadline.ts";
import { StoreUnavailableError } from "../unavailable.ts";

/**
 * The most callers that may wait. A healthy database serves them in a second; more mean that it
 * is stuck.
 */
const MAX_WAITING = 1_000;

/** A first-come, first-served lock. */
export interface WriteLock {
  /**
   * Waits for the lock and returns a function that releases it.
   *
   * @param until The deadline, by `performance.now()`.
   * @throws {StoreUnavailableError} `busy` after the deadline, or when too many callers wait.
   */
  acquire(until: number): Promise<() => void>;
}

/** Creates a lock. */
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
