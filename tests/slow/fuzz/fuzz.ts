/**
 * Sends sequences of requests to the app and checks each answer.
 *
 * @module
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { type FuzzRequest, fuzzRequest } from "./grammar.ts";
import { checkAnswer, checkLog } from "./invariants.ts";
import { type Exchange, openWorld } from "./world.ts";

/** How much is sent. */
export interface FuzzOptions {
  /** The minimum number of requests. */
  readonly requests: number;
  readonly seed: number;
  /** Receives the number of answered requests, for progress. */
  readonly progress?: (requests: number) => void;
}

/** The results. */
export interface FuzzReport {
  readonly requests: number;
  /** How many answers had which status. */
  readonly statuses: ReadonlyMap<number, number>;
  /** The paths answered with something other than 404, with their statuses. */
  readonly found: ReadonlyMap<string, ReadonlySet<number>>;
  /**
   * SHA-256 over all answers in order, without their random parts: the same for
   * the same seed and count.
   */
  readonly digest: string;
}

/** The maximum number of requests per site. */
const LONGEST_ROW = 80;

/**
 * Fuzzes. Each sequence of requests is sent to two sites, which must answer
 * alike, so that the same seed gives the same answers.
 *
 * @throws the error of `fast-check`: the shortest sequence it can find, with
 * seed and path.
 */
export async function fuzz(
  { requests, seed, progress }: FuzzOptions,
): Promise<FuzzReport> {
  const statuses = new Map<number, number>();
  const found = new Map<string, Set<number>>();
  const digest = createHash("sha256");
  let count = 0;
  const row = fc.array(fuzzRequest, {
    minLength: 1,
    maxLength: LONGEST_ROW,
    size: "max",
  });
  const note = ({ request, response: { status } }: Exchange) => {
    count++;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const { pathname } = new URL(request.url);
    if (status !== 404) {
      found.set(pathname, (found.get(pathname) ?? new Set()).add(status));
    }
    if (count % 10_000 === 0) progress?.(count);
  };
  const property = fc.asyncProperty(row, async (requests) => {
    const first = await answers(requests, note);
    assert.deepEqual(await answers(requests, () => {}), first);
    digest.update(`${first.join("\n")}\n`);
  });
  for (let round = 0; count < requests; round++) {
    await fc.assert(property, { seed: seed + round, numRuns: 20 });
  }
  return { requests: count, statuses, found, digest: digest.digest("hex") };
}

/**
 * A new site's answers to a sequence of requests, without their random parts.
 */
async function answers(
  requests: readonly FuzzRequest[],
  note: (exchange: Exchange) => void,
): Promise<string[]> {
  await using world = await openWorld();
  const outcomes: string[] = [];
  for (const request of requests) {
    const exchange = await world.send(request);
    checkAnswer(exchange, world);
    note(exchange);
    outcomes.push(outcomeOf(exchange));
  }
  checkLog(world);
  return outcomes;
}

function outcomeOf({ response: { status, headers } }: Exchange): string {
  const location = headers.get("location") ?? "";
  const type = headers.get("content-type") ?? "";
  return `${status} ${type} ${
    location.replaceAll(/(?<=[?&]state=)[^&]+|[\w-]{22,}/g, "…")
  }`;
}
