/**
 * The queue in front of the hasher. Hashing a password is slow by design, so logins wait in
 * line when many arrive at once, and are rejected when the line is too long.
 *
 * @module
 */
import type { Telemetry } from "../telemetry/telemetry.ts";

/**
 * Thrown when the hash queue is full. Answer with 503 and `Retry-After: <retryAfterSeconds>`.
 *
 * @example
 * ```ts
 * import { HasherBusy } from "@latchkey/core/testing";
 *
 * function headersOf(error: unknown): HeadersInit {
 *   return error instanceof HasherBusy
 *     ? { "retry-after": String(error.retryAfterSeconds) }
 *     : {};
 * }
 * ```
 */
export class HasherBusy extends Error {
  override readonly name = "HasherBusy";

  constructor(readonly retryAfterSeconds: number) {
    super("Too many people are logging in right now. Try again in a moment.");
  }
}

/** The size of a queue. */
export interface HashQueueOptions {
  /** Hashes computed at the same time. */
  readonly concurrency: number;
  /** Places for those that wait. A quarter is reserved for known devices. */
  readonly queueLimit: number;
  readonly telemetry: Telemetry;
}

/**
 * `known` devices and strangers wait in separate lines, which take turns: neither can block the
 * other.
 */
export type HashLane = "known" | "stranger";

/** A place in the queue, for one or more hashes in turn. Dispose of it to leave the queue. */
export interface HashPlace extends Disposable {
  readonly lane: HashLane;
}

/** A queue of hashes. */
export interface HashQueue {
  /**
   * Takes a place.
   *
   * @throws {HasherBusy} when the queue is full.
   */
  enter(lane: HashLane): HashPlace;
  /** Runs `work` when its turn comes. */
  run<Result>(place: HashPlace, work: () => Promise<Result>): Promise<Result>;
}

/** Creates a queue. */
export function createHashQueue(
  { concurrency, queueLimit, telemetry }: HashQueueOptions,
): HashQueue {
  const { instruments, metrics, span } = telemetry;
  const places = concurrency + queueLimit;
  const strangersPlaces = places - Math.floor(queueLimit / 4);
  const taken = { known: 0, stranger: 0 };
  const { waiting, inTurn } = createLanes(concurrency);
  let secondsEach = 0;
  instruments.gauge({
    name: "latchkey.hash.queue.length",
    help: "Passwords waiting to be hashed.",
  }, waiting);

  return {
    enter(lane) {
      const isFull = taken.known + taken.stranger >= places ||
        lane === "stranger" && taken.stranger >= strangersPlaces;
      if (isFull) {
        metrics.hashRejected.add();
        const seconds = waiting() * secondsEach / concurrency;
        throw new HasherBusy(Math.max(1, Math.ceil(seconds)));
      }
      taken[lane]++;
      return { lane, [Symbol.dispose]: () => void taken[lane]-- };
    },
    async run({ lane }, work) {
      const asked = performance.now();
      return await inTurn(lane, async () => {
        const start = performance.now();
        metrics.hashWait.record((start - asked) / 1000);
        const result = await span("hash", work);
        secondsEach = (performance.now() - start) / 1000;
        metrics.hashTime.record(secondsEach);
        return result;
      });
    },
  };
}

/** Two lines in front of `concurrency` workers, served alternately. */
function createLanes(concurrency: number) {
  const lanes: Record<HashLane, (() => void)[]> = { known: [], stranger: [] };
  let active = 0;
  let last: HashLane = "stranger";

  function startNext(): void {
    if (active >= concurrency) return;
    const other = last === "known" ? "stranger" : "known";
    const lane = lanes[other].length > 0 ? other : last;
    const start = lanes[lane].shift();
    if (!start) return;
    last = lane;
    active++;
    start();
  }

  return {
    waiting: () => lanes.known.length + lanes.stranger.length,
    async inTurn<Result>(
      lane: HashLane,
      work: () => Promise<Result>,
    ): Promise<Result> {
      await new Promise<void>((start) => {
        lanes[lane].push(start);
        startNext();
      });
      try {
        return await work();
      } finally {
        active--;
        startNext();
      }
    },
  };
}
