/**
 * The app's memory after many requests, and after ten times as many.
 *
 * @module
 */
import type { Extent } from "./extent.ts";
import { fillStore } from "./fill.ts";
import { load } from "./load.ts";
import type { Target } from "./load_generator.ts";
import { startApp } from "./servers.ts";
import { percent, type Row, whole } from "./table.ts";

/** The maximum length of one turn of the load generator, in seconds. */
const LONGEST_TURN = 10;

/** Requests the home page and the guarded page at the same time. */
export async function measureMemory(
  { requests: [early, late] }: Extent,
  folder: string,
): Promise<Row[]> {
  const path = `${folder}/memory.db`;
  const [cookie] = await fillStore({ path, users: 10 });
  await using app = await startApp(path);
  const targets: Target[] = [
    { url: `${app.address}/` },
    { url: `${app.address}/private`, headers: { cookie } },
  ];
  const firstCount = await ask(targets, early);
  const before = await app.megabytes();
  const count = firstCount + await ask(targets, late - firstCount);
  const after = await app.megabytes();
  const growth = after / before - 1;
  return [{
    what: `memory after ${whole(firstCount)} requests`,
    figure: `${before.toFixed(0)} MB`,
    from: "",
    bar: "≤ 100 MB",
    met: before <= 100,
  }, {
    what: `memory after ${whole(count)} requests`,
    figure: `${after.toFixed(0)} MB`,
    from: `${growth < 0 ? "" : "+"}${percent(growth)}`,
    bar: "≤ 100 MB, ≤ +5 %",
    met: after <= 100 && growth <= 0.05,
  }];
}

/** Sends at least a number of requests; returns the exact number. */
async function ask(
  targets: readonly Target[],
  wanted: number,
): Promise<number> {
  let asked = 0;
  let seconds = 1;
  while (asked < wanted) {
    const counts = await Promise.all(
      targets.map((target) => load(target, seconds)),
    );
    const turn = counts.reduce((sum, { requests }) => sum + requests, 0);
    asked += turn;
    console.error(`  ${whole(asked)} of ${whole(wanted)} requests`);
    const left = Math.ceil((wanted - asked) / (turn / seconds));
    seconds = Math.min(Math.max(left, 1), LONGEST_TURN);
  }
  return asked;
}
