/** @module */
import { cliName, type CliServices, leaf, type Runner } from "../command.ts";
import type { Io } from "../io.ts";
import type { Outcome } from "../outcome.ts";
import { noProgress } from "../progress.ts";
import { arrive } from "../store/arrive.ts";
import { checkBackup, readBackup } from "./read_file.ts";

/** `restore` */
export function restore(runner: Runner) {
  return leaf(
    "restore",
    "Fill an empty database from a backup.\n\n" +
      "Stop the app and set DATABASE_FILE or DATABASE_URL to a new database first. After an\n" +
      "interruption run the same command again: it goes on where it was.",
    ["restore .data/backups/latchkey-2030-01-31T09-30-00Z.jsonl"],
  )
    .argument("<file>", "a file that backup wrote")
    .action((file, { json }) =>
      runner.withServices((services, io) =>
        restoreFrom(services, { file, json }, io)
      )
    );
}

/** What to read, and whether a program reads along. */
export interface RestoreOptions {
  readonly file: string;
  readonly json?: true;
}

/**
 * Checks the whole file before the first record is written, then compares the database with it.
 *
 * @throws {CommandFailure} when the file is not whole or the database not empty.
 */
export async function restoreFrom(
  { store, now }: Pick<CliServices, "store" | "now">,
  { file, json }: RestoreOptions,
  io: Io,
): Promise<Outcome> {
  const { records, madeAt, sha256 } = await checkBackup(file);
  const progress = json ? noProgress : await io.progress(2 * records);
  try {
    const outcome = await arrive({
      what: `the backup of ${madeAt} (${sha256.slice(0, 12)})`,
      from: () => readBackup(file),
      to: store,
      total: records,
      now,
      advice:
        "If the app was running, stop it. Then begin again with an empty " +
        "database.",
    }, progress);
    return {
      ...outcome,
      advice:
        `Who was disabled or signed out since ${madeAt} is not any more. ` +
        `Next: ${cliName} incident sign-out-everyone, then start the app.`,
    };
  } finally {
    progress.stop();
  }
}
