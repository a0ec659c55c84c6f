/**
 * How much one asker may have under way at once, so that nobody fills the queue before
 * the hasher alone.
 *
 * It is counted in this process, whose queue it protects, and not in the store.
 *
 * @module
 */

/**
 * Passwords of one asker that may wait or be looked at together. The queue holds many
 * times as many, so that others find a place in it; and eight at cost 12 on two cores
 * are one second's work, which a whole office at nine o'clock can wait for.
 */
export const MOST_AT_ONCE = 8;

const underWay = new Map<string, number>();

/**
 * Takes a place for a piece of work.
 *
 * @param asker Who wants it done: any text.
 * @returns What gives the place back; null when the asker has {@linkcode MOST_AT_ONCE} already.
 */
export function joinCrowd(asker: string): Disposable | null {
  const count = underWay.get(asker) ?? 0;
  if (count >= MOST_AT_ONCE) return null;
  underWay.set(asker, count + 1);
  return {
    [Symbol.dispose]() {
      const left = underWay.get(asker)! - 1;
      if (left === 0) underWay.delete(asker);
      else underWay.set(asker, left);
    },
  };
}
