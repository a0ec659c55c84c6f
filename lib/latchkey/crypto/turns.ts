/**
 * Lets slow work take turns.
 *
 * @module
 */

/** Runs work when its owner's turn comes. */
export type Turns = <Result>(
  owner: string,
  work: () => Promise<Result>,
) => Promise<Result>;

/**
 * Creates turns. An owner with much work waits for it, and nobody else for more than one piece
 * of it.
 *
 * @param most How much runs at the same time.
 */
export function createTurns(most: number): Turns {
  // The owner whose turn comes next is the first.
  const waiting = new Map<string, (() => void)[]>();
  let running = 0;

  function startNext(): void {
    const [next] = waiting;
    if (running >= most || next === undefined) return;
    const [owner, [start, ...others]] = next;
    waiting.delete(owner);
    if (others.length > 0) waiting.set(owner, others);
    running++;
    start();
  }

  return async (owner, work) => {
    await new Promise<void>((start) => {
      waiting.set(owner, [...waiting.get(owner) ?? [], start]);
      startNext();
    });
    try {
      return await work();
    } finally {
      running--;
      startNext();
    }
  };
}
