/**
 * Waiting, but not for ever.
 *
 * @module
 */

/**
 * Settles as `work` does, or rejects with what `late` makes when that takes longer than
 * `milliseconds`. The work itself goes on; what becomes of it then is not looked at.
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
