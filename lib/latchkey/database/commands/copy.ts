/** @module */
import { withContents } from "../any_row.ts";
import { type Cli, leaf, type Runner } from "../../cli/command.ts";
import { CommandFailure, type Outcome } from "../../cli/outcome.ts";
import { importInto } from "./import.ts";
import { findPlace, mustBeThere } from "./place.ts";
import { usingDatabase } from "./using.ts";

/** `database copy` */
export function databaseCopy(runner: Runner) {
  return leaf(
    "copy",
    "Copy everything from one database into another, which must be empty.\n\n" +
      "Stop the app first. A database is DATABASE_FILE or DATABASE_URL, for what that " +
      "setting says, or a file or URL itself. After an interruption run the same command " +
      "again: it continues where it stopped. In the end both are read and compared.",
    [
      "database copy --from DATABASE_FILE --to DATABASE_URL",
      "database copy --from DATABASE_URL --to .data/copy.db",
    ],
  )
    .requiredOption("--from <database>", "the database to read")
    .requiredOption("--to <database>", "the empty database to fill")
    .action((options) => runner.alone((cli) => copyDatabase(cli, options)));
}

/** What to copy, and whether a program reads along. */
export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly json?: true;
}

/**
 * Copies every row of every table.
 *
 * @throws {CommandFailure} when it may not begin, or the two differ in the end.
 */
export async function copyDatabase(
  cli: Cli,
  { from, to, json }: CopyOptions,
): Promise<Outcome> {
  const settings = cli.settings();
  const [source, target] = [from, to].map((word) => findPlace(word, settings));
  if (source.name === target.name) {
    throw new CommandFailure("usage", "Both are the same database.");
  }
  await mustBeThere(source.settings);
  const outcome = await usingDatabase(
    cli,
    source.settings,
    (left) =>
      usingDatabase(cli, target.settings, (right) =>
        importInto(cli, {
          what: `the copy from ${source.name}`,
          read: (use) => withContents(left, use),
          to: right,
          json,
        })),
  );
  const { databaseUrl, databaseFile } = target.settings;
  const step = databaseUrl === null
    ? `set DATABASE_FILE to ${databaseFile}, and leave DATABASE_URL out`
    : "set DATABASE_URL to that database";
  return { ...outcome, advice: `Next: ${step}. Then start the app.` };
}
