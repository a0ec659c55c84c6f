import { ok } from "node:assert/strict";
import { padResponseTime } from "./response_padding.ts";

const TRIES = 250;
const STEP_MS = 5;

/**
 * How long an answer takes in total when the work behind it took a given time.
 */
async function timeAfter(workMs: number): Promise<number> {
  const began = performance.now() - workMs;
  await padResponseTime(began, STEP_MS);
  return performance.now() - began;
}

Deno.test("pads answers to within a tenth of a millisecond, although timers count whole ones", async () => {
  const short: number[] = [];
  const long: number[] = [];
  for (let i = 0; i < TRIES; i++) {
    short.push(await timeAfter(0.9));
    long.push(await timeAfter(1.1));
  }
  const difference = Math.abs(median(short) - median(long));
  ok(difference < 0.1, `${difference} ms`);
});

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
}
