/**
 * Puts a server under load and counts: with `wrk` where it is installed, since it
 * takes the least from the server's own machine, else with `autocannon`.
 *
 * @module
 */
import { autocannon } from "./load_autocannon.ts";
import type { LoadGenerator, Target } from "./load_generator.ts";
import { hasWrk, wrk } from "./load_wrk.ts";

const generator: LoadGenerator = await hasWrk() ? wrk : autocannon;

/** The name of the load generator in use. */
export const generatorName = generator.name;

/**
 * The requests a second that a server answers during so many seconds.
 *
 * @throws {Error} when any answer is not 2xx: then something else is being measured.
 */
export async function requestsPerSecond(
  target: Target,
  seconds: number,
): Promise<number> {
  // `wrk` counts a redirect among the good answers, so one answer is looked at here.
  const { headers } = target;
  const sample = await fetch(target.url, { headers, redirect: "manual" });
  await sample.body?.cancel();
  if (!sample.ok) throw new Error(`${target.url} answered ${sample.status}`);
  const { requestsPerSecond, failed } = await generator(target, seconds);
  if (failed > 0) throw new Error(`${target.url}: ${failed} requests failed`);
  return requestsPerSecond;
}

/** The middle one of an odd number of figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
