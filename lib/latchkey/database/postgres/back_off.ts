/**
 * Keeps from knocking again and again at a server that has just been found away: whoever
 * asks meanwhile is turned away at once, and one at a time tries whether it is back.
 *
 * @module
 */

/** The shortest and the longest pause before the next try, in milliseconds: each is twice the one before. */
const PAUSE_MS = { least: 100, most: 1_000 };

/** What is known of a server's door. */
export interface BackOff {
  /**
   * What the last try failed by, while there is to be no other; undefined when whoever
   * asks may try. Who may must say how it went.
   */
  refusal(): unknown;
  failed(error: unknown): void;
  succeeded(): void;
}

/** Makes one; so far the server is taken to be there. */
export function createBackOff(
  now: () => number = () => performance.now(),
): BackOff {
  let pauseMs = 0;
  let failedAt = 0;
  let nextTry = 0;
  let reason: unknown;
  return {
    refusal() {
      if (pauseMs === 0) return undefined;
      if (now() < nextTry) return reason;
      nextTry = now() + PAUSE_MS.most; // Only this one, unless it never says how it went.
      return undefined;
    },
    failed(error) {
      reason = error;
      // Those who were at the door together have failed once.
      if (pauseMs > 0 && now() - failedAt < pauseMs / 2) return;
      failedAt = now();
      pauseMs = Math.min(Math.max(pauseMs * 2, PAUSE_MS.least), PAUSE_MS.most);
      // Half of it is chance, so that processes do not come back all at once.
      nextTry = now() + pauseMs * (0.5 + Math.random() / 2);
    },
    succeeded() {
      pauseMs = 0;
    },
  };
}
