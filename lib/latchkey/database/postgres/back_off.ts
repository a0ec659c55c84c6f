/**
 * Backs off from a server that has just failed: callers fail at once with the last error, and
 * one at a time tests whether the server is back.
 *
 * @module
 */

/** The shortest and the longest pause in milliseconds. Each pause is twice the one before. */
const PAUSE_MS = { min: 100, max: 1_000 };

/** The state of a server's connection attempts. */
export interface BackOff {
  /**
   * The last error, while callers must not connect; undefined when the caller may connect. That
   * caller must report the result.
   */
  lastFailure(): unknown;
  failed(error: unknown): void;
  succeeded(): void;
}

/** Creates the state. The server counts as available at first. */
export function createBackOff(
  now: () => number = () => performance.now(),
): BackOff {
  let pauseMs = 0;
  let failedAt = 0;
  let retryAt = 0;
  let reason: unknown;
  return {
    lastFailure() {
      if (pauseMs === 0) return undefined;
      if (now() < retryAt) return reason;
      retryAt = now() + PAUSE_MS.max; // Only this caller, unless it never reports a result.
      return undefined;
    },
    failed(error) {
      reason = error;
      // Attempts that started together count as one failure.
      if (pauseMs > 0 && now() - failedAt < pauseMs / 2) return;
      failedAt = now();
      pauseMs = Math.min(Math.max(pauseMs * 2, PAUSE_MS.min), PAUSE_MS.max);
      // Half of the pause is random, so that processes don't return all at once.
      retryAt = now() + pauseMs * (0.5 + Math.random() / 2);
    },
    succeeded() {
      pauseMs = 0;
    },
  };
}
