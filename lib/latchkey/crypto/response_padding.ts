/**
 * Constant-time response padding, for work whose duration would reveal something.
 *
 * @module
 */

/**
 * Waits until a whole number of steps has passed since `began`. An observer can measure the
 * number of steps, but no difference within one.
 *
 * @param began The start of the work, by `performance.now()`.
 * @param stepMs Milliseconds, longer than the work nearly always takes.
 */
export async function padResponseTime(
  began: number,
  stepMs: number,
): Promise<void> {
  const takenMs = performance.now() - began;
  const end = began + Math.ceil(takenMs / stepMs) * stepMs;
  // A timer truncates to whole milliseconds, which would reveal the work, and sometimes fires
  // one late. So the timer only gets close, and the rest passes in turns of the event loop,
  // while other requests go on.
  const nearMs = Math.floor(end - performance.now()) - 2;
  if (nearMs > 0) await new Promise((resolve) => setTimeout(resolve, nearMs));
  const { setImmediate } = await import("node:timers/promises"); // Loaded late, to keep the start fast.
  while (performance.now() < end) await setImmediate();
}
