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
export async function endOfStep(began: number, stepMs: number): Promise<void> {
  const takenMs = performance.now() - began;
  const restMs = Math.ceil(takenMs / stepMs) * stepMs - takenMs;
  await new Promise((resolve) => setTimeout(resolve, restMs));
}
