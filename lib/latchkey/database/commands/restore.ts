/** @module */
import { type Cli, cliName, leaf, type Runner } from "../../cli/command.ts";
import { importInto } from "./import.ts";
import { usingDatabase } from "./using.ts";
import type { Outcome } from "../../cli/outcome.ts";
import { checkBackup, readBackup } from "./read_file.ts";

/** `restore` */
export function restore(runner: Runner) {
  return leaf(
    "restore",
    "Fill an empty database from a backup.\n\n" +
      "Stop the app and set DATABASE_FILE or DATABASE_URL to a new database first. After " +
      "an interruption run the same command again: it continues where it stopped.",
    ["restore .data/backups/latchkey-2030-01-31T09-30-00Z.jsonl"],
  )
    .argument("<file>", "a file that backup wrote")
    .action((file, { json }) =>
      runner.alone((cli) => restoreFrom(cli, { file, json }))
    );
}

/** What to read, and whether a program reads along. */
export interface RestoreOptions {
  readonly file: string;
  readonly json?: true;
}

/**
 * Checks the whole file before the first row is written, then compares the database with it.
 *
 * @throws {CommandFailure} when the file is not whole or the database not empty.
 */
export async function restoreFrom(
  cli: Cli,
  { file, json }: RestoreOptions,
): Promise<Outcome> {
  const { madeAt, sha256 } = await checkBackup(file);
  const outcome = await usingDatabase(
    cli,
    cli.settings(),
    (database) =>
      importInto(cli, {
        what: `the backup of ${madeAt} (${sha256.slice(0, 12)})`,
        read: (use) => readBackup(file, use),
        to: database,
        json,
      }),
  );
  return {
    ...outcome,
    advice: `Accounts disabled and sessions ended since ${madeAt} are active ` +
      `again. Next: ${cliName} incident sign-out-everyone, then start the app.`,
  };
}
