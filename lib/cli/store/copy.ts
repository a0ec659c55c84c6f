/** @module */
import { recordsOf } from "../../store/record_differences.ts";
import { StoreArrivingError } from "../../store/schema_version.ts";
import type { Store } from "../../store/store.ts";
import { type Cli, leaf, type Runner } from "../command.ts";
import { CommandFailure, type Outcome } from "../outcome.ts";
import { noProgress } from "../progress.ts";
import { arrive } from "./arrive.ts";
import { findPlace, mustBeThere } from "./place.ts";

/** `store copy` */
export function storeCopy(runner: Runner) {
  return leaf(
    "copy",
    "Copy everything from one database into another, which must be empty.\n\n" +
      "Stop the app first. A database is DATABASE_FILE or DATABASE_URL, for what that setting\n" +
      "says, or a file or URL itself. After an interruption run the same command again:\n" +
      "it goes on where it was. In the end both are read and compared.",
    [
      "store copy --from DATABASE_FILE --to DATABASE_URL",
      "store copy --from DATABASE_URL --to .data/copy.db",
    ],
  )
    .requiredOption("--from <database>", "where everything is")
    .requiredOption("--to <database>", "where it is to go")
    .action((options) => runner.alone((cli) => copyStore(cli, options)));
}

/** What to copy, and whether a program reads along. */
export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly json?: true;
}

/**
 * Copies every record.
 *
 * @throws {CommandFailure} when it may not begin, or the two differ in the end.
 */
export async function copyStore(
  cli: Cli,
  { from, to, json }: CopyOptions,
): Promise<Outcome> {
  const settings = cli.settings();
  const [source, target] = [from, to].map((word) => findPlace(word, settings));
  if (source.name === target.name) {
    throw new CommandFailure("usage", "Both are the same database.");
  }
  await mustBeThere(source);
  const left = await cli.openStore(source.settings);
  try {
    await mustBeWhole(left);
    const right = await cli.openStore(target.settings);
    try {
      const total = await left.records.estimate();
      const progress = json
        ? noProgress
        : await cli.io.progress(total && 2 * total);
      try {
        return await arrive({
          what: `the copy from ${source.name}`,
          from: () => recordsOf(left.records),
          to: right,
          total,
          now: cli.now,
          advice: "If the app was running, stop it. Then begin again with an " +
            "empty database.",
        }, progress);
      } finally {
        progress.stop();
      }
    } finally {
      await right.close();
    }
  } finally {
    await left.close();
  }
}

async function mustBeWhole({ records }: Store): Promise<void> {
  const arriving = await records.arriving();
  if (arriving !== null) throw new StoreArrivingError(arriving);
}
