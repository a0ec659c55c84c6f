/**
 * Filling an empty store with records from elsewhere, and making sure that they came.
 *
 * @module
 */
import {
  compare,
  type Comparison,
  hasExpired,
  PAGE_SIZE,
  pairs,
  type Records,
  recordsOf,
} from "../../store/record_differences.ts";
import {
  RECORD_KINDS,
  type Store,
  type StoreRecord,
} from "../../store/store.ts";
import { CommandFailure, type Outcome } from "../outcome.ts";
import type { Progress } from "../progress.ts";

/** What comes from where into what. */
export interface Arrival {
  /** To go on with after an interruption: `the copy from .data/latchkey.db`. */
  readonly what: string;
  /** Reads the records from the beginning, as often as it is called. */
  readonly from: () => Records;
  readonly to: Store;
  /** About how many records there are; null when that is not known. */
  readonly total: number | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What to do when the records on both sides differ in the end. */
  readonly advice: string;
}

/**
 * Writes what is not there yet, then reads both sides and compares them. Killed at any
 * moment it goes on where it was when it is called again.
 *
 * @throws {CommandFailure} when the store is not empty, nor filled by the same before.
 */
export async function arrive(
  arrival: Arrival,
  progress: Progress,
): Promise<Outcome> {
  const { what, from, to, total, now, advice } = arrival;
  await claim(to, what);
  const written = await writeMissing(arrival, progress);
  const comparison = await compare(
    from(),
    recordsOf(to.records),
    now,
    (places) => progress.reach(places + (total ?? 0), `${places} compared`),
  );
  const { same, different, hashes: [left, right] } = comparison;
  if (different.size > 0 || left !== right) {
    throw new CommandFailure(
      "failed",
      `Not the same in the end: ${counted(different)}. ${advice}`,
    );
  }
  await to.records.setArriving(null);
  return {
    text: [
      ...RECORD_KINDS.filter((kind) => same.has(kind))
        .map((kind) => `${kind.padEnd(14)} ${same.get(kind)}`),
      `Compared, record by record: the same on both sides. SHA-256 ${left}`,
    ].join("\n"),
    json: { written, records: Object.fromEntries(same), sha256: left },
  };
}

async function claim({ records }: Store, what: string): Promise<void> {
  const arriving = await records.arriving();
  if (arriving === what) return;
  if (arriving !== null) {
    throw new CommandFailure(
      "exists",
      `There ${arriving} has not come to its end. Run that command again, or empty it.`,
    );
  }
  if ((await records.read({ limit: 1 })).items.length > 0) {
    throw new CommandFailure(
      "exists",
      "There are records already where these are to go. Name an empty database.",
    );
  }
  await records.setArriving(what);
}

async function writeMissing(
  { from, to, total, now }: Arrival,
  progress: Progress,
): Promise<number> {
  let [behind, written] = [0, 0];
  let missing: StoreRecord[] = [];
  const write = async () => {
    await to.records.write(missing, now());
    written += missing.length;
    missing = [];
  };
  for await (const { left, right } of pairs(from(), recordsOf(to.records))) {
    behind++;
    if (left && !right && !hasExpired(left, now())) missing.push(left);
    if (missing.length === PAGE_SIZE) await write();
    // The second half of the way is the comparison.
    if (behind % PAGE_SIZE === 0) {
      progress.reach(Math.min(behind, total ?? behind), `${behind} copied`);
    }
  }
  await write();
  return written;
}

function counted(different: Comparison["different"]): string {
  return [...different].map(([kind, count]) => `${count} of ${kind}`)
    .join(", ");
}
