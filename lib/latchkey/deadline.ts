/**
 * Time limits for promises.
 *
 * @module
 */

/**
 * Settles as `work` does, or rejects with the error that `late` creates after `milliseconds`.
 * The work itself isn't cancelled, and its late result is ignored.
 *
 * @throws {Error} what `late` returns when the time is over; what `work` rejects with.
 *
 * @example
 * ```ts
 * import { deadline } from "@latchkey/core/testing";
 *
 * const response = await deadline(fetch("https://example.com"), 2_000);
 * ```
 */
export async function deadline<T>(
  work: Promise<T>,
  milliseconds: number,
  late: () => Error = () => new Error(`no answer within ${milliseconds} ms`),
): Promise<T> {
  const { promise: over, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(late()), milliseconds);
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
