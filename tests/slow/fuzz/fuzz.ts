/**
 * Throws rows of requests at the app and looks at each answer.
 *
 * @module
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { type FuzzRequest, fuzzRequest } from "./grammar.ts";
import { checkAnswer, checkLog } from "./invariants.ts";
import { type Exchange, openWorld } from "./world.ts";

/** How much is thrown. */
export interface FuzzOptions {
  /** How many requests at least. */
  readonly requests: number;
  readonly seed: number;
  /** Is told how many requests were answered, now and then. */
  readonly progress?: (requests: number) => void;
}

/** What came of it. */
export interface FuzzReport {
  readonly requests: number;
  /** How many answers had which status. */
  readonly statuses: ReadonlyMap<number, number>;
  /** The addresses that were answered with something else than "not found", and with what. */
  readonly found: ReadonlyMap<string, ReadonlySet<number>>;
  /** SHA-256 over all answers in their order, without what is random in them: the same for the same seed and count. */
  readonly digest: string;
}

/** How many requests one site gets at most. */
const LONGEST_ROW = 80;

/**
 * Fuzzes. Each row of requests goes to two sites, which must answer alike: then the same
 * seed gives the same answers.
 *
 * @throws what `fast-check` throws: the shortest row that it can find, with seed and path.
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

/** What a new site answers to a row of requests, without what is random in it. */
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
  return `${status} ${type} ${location.replaceAll(/[\w-]{22,}/g, "…")}`;
}
