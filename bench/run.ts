/**
 * Measures the built app and prints a table of the results with their bars:
 * `deno task bench [--quick] [part]…`. When all parts are measured at full
 * length, the table is saved in `RESULTS.md`.
 *
 * @module
 */
import { type Extent, QUICK, WHOLE } from "./extent.ts";
import { measureScripts, measureStart } from "./first_page.ts";
import { measureLargeStore } from "./large_store.ts";
import { machine } from "./machine.ts";
import { measureMemory } from "./memory.ts";
import { measurePages } from "./pages.ts";
import { measurePeers } from "./peers.ts";
import { saveResults } from "./results.ts";
import { measureLogins } from "./logins.ts";
import { type Row, sentence, table } from "./table.ts";
import { measureTelemetry } from "./telemetry.ts";

/** Measures one part in a temporary folder. */
type Measure = (extent: Extent, folder: string) => Promise<Row[]>;

/** The short ones first. */
const parts: Record<string, Measure> = {
  pages: measurePages,
  peers: measurePeers,
  scripts: measureScripts,
  start: measureStart,
  telemetry: measureTelemetry,
  logins: measureLogins,
  memory: measureMemory,
  store: measureLargeStore,
};

const quick = Deno.args.includes("--quick");
const wanted = Deno.args.filter((word) => word !== "--quick");
const unknown = wanted.find((word) => !(word in parts));
if (unknown) {
  console.error(
    `There is no part "${unknown}", only ${Object.keys(parts).join(", ")}.`,
  );
  Deno.exit(2);
}

const rows: Row[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  rows.push(...await measured(name, measure));
}
const results = `${machine()}\n\n${table(rows)}`;
console.log(results);
if (quick || wanted.length > 0) {
  console.error("Only all of it at full length is kept in bench/RESULTS.md.");
} else await saveResults(results);

async function measured(name: string, measure: Measure): Promise<Row[]> {
  await Deno.mkdir(".data", { recursive: true });
  const folder = await Deno.makeTempDir({ dir: ".data", prefix: "bench-" });
  const began = performance.now();
  try {
    const rows = await measure(quick ? QUICK : WHOLE, folder);
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.error(`${name}, ${seconds} s`);
    for (const row of rows) console.error(`  ${sentence(row)}`);
    return rows;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
