/**
 * How much may be under way at once for the same reason, such as one client or one account.
 *
 * Counted in this process, whose hash queue it protects, and not in the store.
 *
 * @module
 */

/** What is counted together, and how many of it may be under way. */
export type ConcurrencyLimit = readonly [key: string, most: number];

const underWay = new Map<string, number>();

/**
 * Begins a piece of work.
 *
 * @returns Ends it when disposed of; null when any of the limits is reached.
 */
export function acquire(
  limits: readonly ConcurrencyLimit[],
): Disposable | null {
  const isFull = ([key, most]: ConcurrencyLimit) =>
    (underWay.get(key) ?? 0) >= most;
  if (limits.some(isFull)) return null;
  for (const [key] of limits) add(key, 1);
  return {
    [Symbol.dispose]() {
      for (const [key] of limits) add(key, -1);
    },
  };
}

function add(key: string, by: 1 | -1): void {
  const count = (underWay.get(key) ?? 0) + by;
  if (count === 0) underWay.delete(key);
  else underWay.set(key, count);
}
