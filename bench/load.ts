/**
 * Puts a server under load and counts.
 *
 * @module
 */
// @ts-types="./autocannon.d.ts" -- the published types bring all of Node's along
import autocannon from "autocannon";

/** How many connections ask at once. */
const CONNECTIONS = 50;

/** What is asked for, and with which headers. */
export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The requests a second that a server answers during so many seconds.
 *
 * @throws {Error} when any answer is not 2xx: then something else is being measured.
 */
export async function requestsPerSecond(
  target: Target,
  seconds: number,
): Promise<number> {
  const result = await autocannon({
    ...target,
    connections: CONNECTIONS,
    duration: seconds,
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${target.url}: ${result.non2xx + result.errors} failed`);
  }
  return result["2xx"] / result.duration;
}

/** The middle one of an odd number of figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
