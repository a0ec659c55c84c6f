/**
 * Waiting in tests for something to happen in the background.
 *
 * @module
 */

/**
 * Waits until a condition holds and returns how long that took, in
 * milliseconds.
 *
 * @param most The time limit in milliseconds, after which the test fails. The
 * default is generous because it costs nothing unless the test is about to
 * fail.
 */
export async function until(
  holds: () => boolean | Promise<boolean>,
  most = 60_000,
): Promise<number> {
  const begun = performance.now();
  while (!await holds()) {
    if (performance.now() - begun > most) throw new Error("it did not happen");
    await new Promise((done) => setTimeout(done, 5));
  }
  return performance.now() - begun;
}
