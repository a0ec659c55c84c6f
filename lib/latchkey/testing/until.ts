/**
 * Waits for conditions in tests.
 *
 * @module
 */

/**
 * Waits until a condition holds, checking every 5 ms, and returns how long that took in
 * milliseconds.
 *
 * @param most The limit in milliseconds. The default is generous, because it costs nothing
 * unless the test is about to fail.
 * @throws {Error} after the limit.
 *
 * @example
 * ```ts
 * import { testServices, until } from "@latchkey/core/testing";
 *
 * await using services = await testServices();
 * await until(() => services.mailbox.messages().length === 0);
 * ```
 */
export async function until(
  holds: () => boolean | Promise<boolean>,
  most = 60_000,
): Promise<number> {
  const begun = performance.now();
  while (!await holds()) {
    if (performance.now() - begun > most) {
      throw new Error(`The condition did not hold within ${most} ms.`);
    }
    await new Promise((done) => setTimeout(done, 5));
  }
  return performance.now() - begun;
}
