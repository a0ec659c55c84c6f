/**
 * Puts a server under load and counts: with `wrk` where it is installed, since it
 * takes the least from the server's own machine, else with `autocannon`.
 *
 * @module
 */
import type { Turns } from "./extent.ts";
import { autocannon } from "./load_autocannon.ts";
import type { Count, LoadGenerator, Target } from "./load_generator.ts";
import { hasWrk, wrk } from "./load_wrk.ts";
import type { Server } from "./servers.ts";
import { PROXIED } from "./site.ts";

const generator: LoadGenerator = await hasWrk() ? wrk : autocannon;

/** The name of the load generator in use. */
export const generatorName = generator.name;

/**
 * Asks for a target during so many seconds, the bare server too, with what a proxy adds.
 *
 * @throws {Error} when any answer is not 2xx: then something else is being measured.
 */
export async function load(target: Target, seconds: number): Promise<Count> {
  // `wrk` counts a redirect among the good answers, so one answer is looked at here.
  const headers: Record<string, string> = { ...PROXIED, ...target.headers };
  const [cookie] = target.cookies ?? [];
  const sample = await fetch(target.url, {
    headers: cookie ? { ...headers, cookie } : headers,
    redirect: "manual",
  });
  await sample.body?.cancel();
  if (!sample.ok) throw new Error(`${target.url} answered ${sample.status}`);
  const count = await generator({ ...target, headers }, seconds);
  if (count.failed > 0) {
    throw new Error(`${target.url}: ${count.failed} requests failed`);
  }
  return count;
}

/** One of those that are compared. */
export interface Contender extends Omit<Target, "url"> {
  /** Starts its server. */
  readonly start: () => Promise<Server>;
  /** What is asked of it. */
  readonly path: string;
}

/**
 * The requests a second that each contender answers, round by round. In each round all
 * servers are new, since one process in some six is slower than its equals as long as it
 * lives; they have their turns forward and backward, so that none has the better place.
 */
export async function inTurn(
  contenders: readonly Contender[],
  { rounds, seconds, warmUpSeconds }: Turns,
): Promise<number[][]> {
  const rates = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    await using stack = new AsyncDisposableStack();
    const targets: Target[] = [];
    for (const { start, path, headers, cookies } of contenders) {
      const { address } = stack.use(await start());
      targets.push({ url: address + path, headers, cookies });
    }
    for (const target of targets) await load(target, warmUpSeconds);
    const order = [...targets.keys()];
    for (const place of round % 2 === 0 ? order : order.reverse()) {
      const { requestsPerSecond } = await load(targets[place], seconds);
      rates[place].push(requestsPerSecond);
    }
  }
  return rates;
}

/**
 * The median of what the rounds say, each by itself: what slows a machine for a while
 * slows both of one round.
 */
export function medianRatio(
  figures: readonly number[],
  others: readonly number[],
): number {
  return median(figures.map((figure, round) => figure / others[round]));
}

/** The middle one of an odd number of figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
