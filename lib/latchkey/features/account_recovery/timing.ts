/**
 * How a recovery advances, as pure functions.
 *
 * The wait is not the difference of two times, because a clock can jump. It is counted in
 * the steps in which a running server saw it pass, and each step has a limit. So time in
 * which no server ran hardly counts: nobody could have stopped the recovery then.
 *
 * @module
 */
import type { Recovery } from "./tables.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** How long a recovery that is ready waits for its owner. */
export const READY_MS = 14 * DAY_MS;

/** How long a recovery is kept, for the operator and the pause after it. */
export const KEPT_MS = 90 * DAY_MS;

/** The pause after the first cancelled recovery. It doubles with each, up to the longest. */
const FIRST_PAUSE_MS = DAY_MS;
const LONGEST_PAUSE_MS = 30 * DAY_MS;

/** Emails that are due when a stage begins. */
export type Notice = "started" | "ending" | "ready";

/** A recovery after a step, and the emails that the step queues. */
export interface Step {
  readonly recovery: Recovery;
  readonly notice: Notice | null;
}

/** The last part of the wait, which begins with the second emails: a day, or half of a shorter wait. */
export function lastPartMs({ waitMs }: Pick<Recovery, "waitMs">): number {
  return Math.min(DAY_MS, Math.floor(waitMs / 2));
}

/** The longest time that one step counts: an hour, or less of a short wait. */
function longestStepMs({ waitMs }: Recovery): number {
  return Math.min(HOUR_MS, Math.floor(waitMs / 8));
}

/**
 * Counts the time since the last step. The clocks of several servers differ a little, so time
 * that was counted is not counted again when one is late. Only a clock that is far behind was
 * set back, and counting starts again from it.
 */
function counted(recovery: Recovery, now: number): Recovery {
  const longest = longestStepMs(recovery);
  const elapsed = now - recovery.seenAt;
  if (elapsed < -longest) return { ...recovery, seenAt: now };
  const step = Math.min(Math.max(elapsed, 0), longest);
  return {
    ...recovery,
    waitedMs: recovery.waitedMs + step,
    seenAt: Math.max(recovery.seenAt, now),
  };
}

/**
 * Advances a running recovery by one step. Whatever the clock says, no stage is skipped: the
 * wait begins once the first email was delivered, and its last part once the second one was.
 *
 * @param isDelivering Whether emails of this stage to former addresses are still being tried.
 */
export function advance(
  recovery: Recovery,
  now: number,
  isDelivering: boolean,
): Step {
  const { stage, toldAt, remindedAt, readyAt, waitMs } = recovery;
  const stay = (next: Recovery): Step => ({ recovery: next, notice: null });
  if (stage === "telling") {
    if (toldAt === null || isDelivering) return stay(recovery);
    return stay({ ...recovery, stage: "waiting", seenAt: now });
  }
  if (stage === "reminding") {
    if (remindedAt === null || isDelivering) return stay(recovery);
    return stay({ ...recovery, stage: "ending", seenAt: now });
  }
  if (stage === "waiting") {
    const firstPart = waitMs - lastPartMs(recovery);
    const next = counted(recovery, now);
    if (next.waitedMs < firstPart) return stay(next);
    return {
      recovery: { ...next, stage: "reminding", waitedMs: firstPart },
      notice: "ending",
    };
  }
  if (stage === "ending") {
    const next = counted(recovery, now);
    if (next.waitedMs < waitMs) return stay(next);
    return {
      recovery: { ...next, stage: "ready", waitedMs: waitMs, readyAt: now },
      notice: "ready",
    };
  }
  if (stage === "ready" && readyAt !== null && now >= readyAt + READY_MS) {
    return stay({ ...recovery, stage: "lapsed", endedAt: now });
  }
  return stay(recovery);
}

/** When the wait will be over if nothing delays it. */
export function dueAt(recovery: Recovery, now: number): number {
  const { stage, seenAt, waitMs, waitedMs, readyAt } = recovery;
  if (readyAt !== null) return readyAt;
  const counts = stage === "waiting" || stage === "ending";
  return (counts ? seenAt : now) + waitMs - waitedMs;
}

/**
 * When another recovery may be started after those that were cancelled; 0 for at once. Someone
 * who only knows the password can thus disturb the owner six times in two months, then once a
 * month.
 */
export function pausedUntil(
  cancelled: readonly Pick<Recovery, "endedAt">[],
): number {
  const last = Math.max(0, ...cancelled.map(({ endedAt }) => endedAt ?? 0));
  if (last === 0) return 0;
  const doubled = FIRST_PAUSE_MS * 2 ** (cancelled.length - 1);
  return last + Math.min(doubled, LONGEST_PAUSE_MS);
}
