/**
 * Generates load and counts responses: with `wrk` where it is installed, since
 * it takes the fewest resources from the server's machine, otherwise with
 * `autocannon`.
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
 * Requests a target for some seconds, with the headers a proxy adds.
 *
 * @throws {Error} when a response is not 2xx: then something else is being
 * measured.
 */
export async function load(target: Target, seconds: number): Promise<Count> {
  // `wrk` counts a redirect as a success, so one response is checked here.
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

/** A server being compared. */
export interface Contender extends Omit<Target, "url"> {
  /** Starts the server. */
  readonly start: () => Promise<Server>;
  /** The request it receives. */
  readonly path: string;
}

/**
 * Requests per second of each contender, by round. Every round starts new
 * servers, since about one process in six stays slower than its equals; they
 * take turns forward and backward, so that the order favours none.
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
 * The median of the rounds' ratios: a machine that is slow for a while slows
 * both servers of a round.
 */
export function medianRatio(
  figures: readonly number[],
  others: readonly number[],
): number {
  return median(figures.map((figure, round) => figure / others[round]));
}

/** The median of an odd number of figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
