/**
 * Answers that come at even times, where the work behind them takes as long as it takes.
 *
 * @module
 */

/**
 * Waits for the end of a step: until a whole number of them has passed since work
 * began. Whoever measures sees the steps, and of differences within one nothing.
 *
 * @param began By `performance.now()`.
 * @param stepMs Longer than the work nearly always takes, in milliseconds.
 */
export async function padResponseTime(
  began: number,
  stepMs: number,
): Promise<void> {
  const takenMs = performance.now() - began;
  const end = began + Math.ceil(takenMs / stepMs) * stepMs;
  // A timer counts whole milliseconds and drops the rest, by which the work would show, and
  // comes one too late at times: so it only comes near, and what is left is waited for in
  // turns of the event loop, while other requests go on.
  const nearMs = Math.floor(end - performance.now()) - 2;
  if (nearMs > 0) await new Promise((resolve) => setTimeout(resolve, nearMs));
  const { setImmediate } = await import("node:timers/promises"); // Not at the start.
  while (performance.now() < end) await setImmediate();
}
