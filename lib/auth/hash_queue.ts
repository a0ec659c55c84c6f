/**
 * The queue before the hasher: hashing a password is made to be slow, so that a
 * crowd must wait in line, and a crowd too large must be told to come back.
 *
 * @module
 */
import pLimit from "p-limit";
import type { Watch } from "../watch/watch.ts";

/** Thrown when more passwords wait than can be served soon: answer 503 with `Retry-After`. */
export class HasherBusy extends Error {
  override readonly name = "HasherBusy";

  constructor(readonly retryAfterSeconds: number) {
    super("Too many people are signing in right now. Try again in a moment.");
  }
}

/** How long the line may get, and who watches it. */
export interface HashQueueOptions {
  /** Pieces of work under way at once. */
  readonly concurrency: number;
  /** Pieces of work that may wait behind them. */
  readonly queueLimit: number;
  readonly watch: Watch;
}

/** Does a piece of work when its turn comes; rejects with {@linkcode HasherBusy} when the line is full. */
export type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Makes a queue. */
export function createHashQueue(
  { concurrency, queueLimit, watch }: HashQueueOptions,
): InTurn {
  const { instruments, numbers, span } = watch;
  const limit = pLimit(concurrency);
  let secondsEach = 0;
  instruments.gauge({
    name: "latchkey.hash.queue.length",
    help: "Passwords that wait for their turn to be hashed.",
  }, () => limit.pendingCount);

  async function timed<Result>(
    work: () => Promise<Result>,
    askedAt: number,
  ): Promise<Result> {
    const start = performance.now();
    numbers.hashWait.record((start - askedAt) / 1000);
    const result = await span("hash", work);
    secondsEach = (performance.now() - start) / 1000;
    numbers.hashTime.record(secondsEach);
    return result;
  }

  return async (work) => {
    if (limit.activeCount + limit.pendingCount >= concurrency + queueLimit) {
      numbers.hashRefused.add();
      const seconds = limit.pendingCount * secondsEach / concurrency;
      throw new HasherBusy(Math.max(1, Math.ceil(seconds)));
    }
    return await limit(timed, work, performance.now());
  };
}
