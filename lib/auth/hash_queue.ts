/**
 * The queue before the hasher: hashing a password is made to be slow, so that a
 * crowd must wait in line, and a crowd too large must be told to come back.
 *
 * @module
 */
import pLimit from "p-limit";

/** Thrown when more passwords wait than can be served soon: answer 503 with `Retry-After`. */
export class HasherBusy extends Error {
  override readonly name = "HasherBusy";

  constructor(readonly retryAfterSeconds: number) {
    super("Too many people are signing in right now. Try again in a moment.");
  }
}

/** How long the line may get. */
export interface HashQueueOptions {
  /** Pieces of work under way at once. */
  readonly concurrency: number;
  /** Pieces of work that may wait behind them. */
  readonly queueLimit: number;
}

/** Does a piece of work when its turn comes; rejects with {@linkcode HasherBusy} when the line is full. */
export type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Makes a queue. */
export function createHashQueue(
  { concurrency, queueLimit }: HashQueueOptions,
): InTurn {
  const limit = pLimit(concurrency);
  let secondsEach = 0;

  async function timed<Result>(work: () => Promise<Result>): Promise<Result> {
    const start = performance.now();
    const result = await work();
    secondsEach = (performance.now() - start) / 1000;
    return result;
  }

  return async (work) => {
    if (limit.activeCount + limit.pendingCount >= concurrency + queueLimit) {
      const seconds = limit.pendingCount * secondsEach / concurrency;
      throw new HasherBusy(Math.max(1, Math.ceil(seconds)));
    }
    return await limit(timed, work);
  };
}
