/**
 * The long form of the fuzzing: `deno task fuzz [requests] [seed]`.
 *
 * @module
 */
import { fuzz } from "./fuzz.ts";

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
const seconds = Math.round((performance.now() - began) / 1000);
const statuses = [...report.statuses].toSorted(([a], [b]) => a - b)
  .map(([status, count]) => `${status}: ${count}`);
console.log(
  `${report.requests} requests, each sent to two sites, in ${seconds} seconds`,
);
console.log(statuses.join(", "));
console.log(`answers ${report.digest}`);
