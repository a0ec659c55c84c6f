/**
 * The queue before the hasher: hashing a password is made to be slow, so that a
 * crowd must wait in line, and a crowd too large must be told to come back.
 *
 * @module
 */
import type { Telemetry } from "../telemetry/telemetry.ts";

/** Thrown when more passwords wait than can be served soon: answer 503 with `Retry-After`. */
export class HasherBusy extends Error {
  override readonly name = "HasherBusy";

  constructor(readonly retryAfterSeconds: number) {
    super("Too many people are logging in right now. Try again in a moment.");
  }
}

/** How long the line may get, and who watches it. */
export interface HashQueueOptions {
  /** Pieces of work under way at once. */
  readonly concurrency: number;
  /** Places for those who wait behind them. A quarter is for known devices alone. */
  readonly queueLimit: number;
  readonly telemetry: Telemetry;
}

/**
 * Who waits in the same line: `known` devices, or everybody else. When both wait, they
 * take turns, so that neither keeps the other waiting.
 */
export type HashLane = "known" | "stranger";

/** A place in the queue, for as many pieces of work in turn as needed; leave it by disposing of it. */
export interface HashPlace extends Disposable {
  readonly lane: HashLane;
}

/** The queue. */
export interface HashQueue {
  /**
   * Takes a place.
   *
   * @throws {HasherBusy} when there is none.
   */
  enter(lane: HashLane): HashPlace;
  /** Does a piece of work when its turn comes. */
  run<Result>(place: HashPlace, work: () => Promise<Result>): Promise<Result>;
}

/** Makes a queue. */
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
    help: "Passwords that wait for their turn to be hashed.",
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

/** Two lines before so many workers, served in turns. */
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
