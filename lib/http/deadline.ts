/**
 * Waiting, but not for ever.
 *
 * @module
 */

/** Settles as `work` does, or rejects when that takes longer than `milliseconds`. */
export async function deadline<T>(
  work: Promise<T>,
  milliseconds: number,
): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`no answer within ${milliseconds} ms`)),
    milliseconds,
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
