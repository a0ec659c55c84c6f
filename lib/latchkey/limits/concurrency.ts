/**
 * A concurrency limiter, by keys such as a client or an account. It counts within this process,
 * whose hash queue it protects.
 *
 * @module
 */

/** A key, and the most concurrent work for it. */
export type ConcurrencyLimit = readonly [key: string, most: number];

const running = new Map<string, number>();

/**
 * Starts a piece of work.
 *
 * @returns A handle that ends it when disposed of; null when a limit is reached.
 */
export function acquire(
  limits: readonly ConcurrencyLimit[],
): Disposable | null {
  const isFull = ([key, most]: ConcurrencyLimit) =>
    (running.get(key) ?? 0) >= most;
  if (limits.some(isFull)) return null;
  for (const [key] of limits) add(key, 1);
  return {
    [Symbol.dispose]() {
      for (const [key] of limits) add(key, -1);
    },
  };
}

function add(key: string, by: 1 | -1): void {
  const count = (running.get(key) ?? 0) + by;
  if (count === 0) running.delete(key);
  else running.set(key, count);
}
