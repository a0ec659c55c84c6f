/**
 * The long form of the fuzz test: `deno task fuzz [requests] [seed]`. For every
 * twenty requests, one connection sends arbitrary bytes.
 *
 * @module
 */
import { fuzz } from "./fuzz.ts";
import { fuzzWire } from "./wire.ts";

const [
  requests = 100_000,
  seed = crypto.getRandomValues(new Uint16Array(1))[0],
] = Deno.args.map(Number);
console.log(`seed ${seed}`);
const began = performance.now();
const report = await fuzz({
  requests,
  seed,
  progress: (count) => console.error(`${count} of ${requests}`),
});
console.log(
  `${report.requests} requests, each sent to two sites, in ${seconds()} seconds`,
);
console.log(counted(report.statuses));
console.log(`answers ${report.digest}`);

const wire = await fuzzWire({
  requests: Math.ceil(requests / 20),
  seed,
  progress: (count) => console.error(`${count} connections`),
});
console.log(`${wire.connections} connections, after ${seconds()} seconds`);
console.log(counted(wire.statuses));

function seconds(): number {
  return Math.round((performance.now() - began) / 1000);
}

function counted(statuses: ReadonlyMap<number, number>): string {
  return [...statuses].toSorted(([a], [b]) => a - b)
    .map(([status, count]) => `${status}: ${count}`).join(", ");
}
