/**
 * Waiting in tests for what happens behind their back.
 *
 * @module
 */

/**
 * Waits until something holds, and gives how long that took, in milliseconds.
 *
 * @param most The longest it may take, in milliseconds; then the test fails. The
 * default is generous because it costs nothing unless the test is about to fail.
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
