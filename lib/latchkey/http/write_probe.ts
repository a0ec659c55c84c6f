/**
 * Whether a database takes changes, found out by one: reads go on when it is read-only,
 * locked or full.
 *
 * @module
 */
import { deadline } from "../deadline.ts";
import type { Services } from "../services.ts";
import { StoreUnavailableError } from "../database/unavailable.ts";

/** How often a change is made at most, in milliseconds: whoever asks in between gets the last answer. */
const PROBE_EVERY_MS = 1_000;

/** How long the database may take, in milliseconds, before it counts as away. */
export const ANSWER_WITHIN_MS = 2_000;

/** A limit that a thousand processes together never reach, so that each probe changes its row. */
const LIMIT = { burst: 1_000, refillSeconds: 0.001 };

/** Resolves when the database takes changes, and rejects with a `StoreUnavailableError` otherwise. */
export type WriteProbe = () => Promise<void>;

/** The probe of a process, whose requests share what it finds. */
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
    // A write that hangs is not joined by another one.
    if (!isWriting && began - beganAt >= PROBE_EVERY_MS) {
      beganAt = began;
      answer = deadline(write(), ANSWER_WITHIN_MS, tooSlow);
    }
    return answer;
  };
}

/** What a database counts as that has not answered in time. */
export function tooSlow(): StoreUnavailableError {
  return new StoreUnavailableError("slow");
}
