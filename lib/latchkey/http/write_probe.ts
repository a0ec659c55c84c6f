/**
 * Checks that the database accepts writes. Reads would succeed even when it is read-only,
 * locked or full.
 *
 * @module
 */
import { deadline } from "../deadline.ts";
import type { Services } from "../services.ts";
import { StoreUnavailableError } from "../database/unavailable.ts";

/**
 * The least time between writes, in milliseconds. Callers in between share the last result.
 */
const PROBE_EVERY_MS = 1_000;

/** The most time for a response of the database, in milliseconds. */
export const ANSWER_WITHIN_MS = 2_000;

/**
 * A limit that a thousand processes together never reach, so that each probe changes its row.
 */
const LIMIT = { burst: 1_000, refillSeconds: 0.001 };

/**
 * Resolves when the database accepts writes; otherwise rejects with a `StoreUnavailableError`.
 */
export type WriteProbe = () => Promise<void>;

/** Creates the probe of a process, shared by its requests. */
export function createWriteProbe(
  { store, now }: Pick<Services, "store" | "now">,
): WriteProbe {
  let isWriting = false;
  let beganAt = -Infinity;
  let answer: Promise<void>;

  async function write() {
    isWriting = true;
    try {
      await store.limits.take([["readiness", LIMIT]], now());
    } finally {
      isWriting = false;
    }
  }
  return () => {
    const began = performance.now();
    // No second write starts while one hangs.
    if (!isWriting && began - beganAt >= PROBE_EVERY_MS) {
      beganAt = began;
      answer = deadline(write(), ANSWER_WITHIN_MS, tooSlow);
    }
    return answer;
  };
}

/** The error for a database that didn't answer in time. */
export function tooSlow(): StoreUnavailableError {
  return new StoreUnavailableError("slow");
}
