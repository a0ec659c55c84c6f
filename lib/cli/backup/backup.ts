/** @module */
import { join } from "node:path";
import { recordsOf } from "../../store/record_differences.ts";
import { NoSnapshotError } from "../../store/records.ts";
import { StoreArrivingError } from "../../store/schema_version.ts";
import { type CliServices, leaf, type Runner } from "../command.ts";
import type { Io } from "../io.ts";
import { CommandFailure, type Outcome } from "../outcome.ts";
import { noProgress } from "../progress.ts";
import { backupName, backupsFolder } from "./folder.ts";
import { writeBackup } from "./write_file.ts";

/** `backup` */
export function backup(runner: Runner) {
  return leaf(
    "backup",
    "Write everything the database holds into a file, while the app runs.\n\n" +
      "What is written is the database as it was at one moment. The file holds password\n" +
      "hashes and addresses, but not JWT_KEYS: keep it secret, and elsewhere.",
    ["backup", "backup .data/backups/before-upgrade.jsonl"],
  )
    .argument(
      "[file]",
      "without it, one named after the time, in backups/ of the data folder",
    )
    .action((file, { json }) =>
      runner.withServices((services, io) =>
        backUp(services, { file, json }, io)
      )
    );
}

/** Where to write, and whether a program reads along. */
export interface BackupOptions {
  readonly file?: string;
  readonly json?: true;
}

/**
 * Writes a backup.
 *
 * @throws {CommandFailure} when the database cannot be read as of one moment, or there is such a file.
 */
export async function backUp(
  { store, settings, now }: Pick<CliServices, "store" | "settings" | "now">,
  { file, json }: BackupOptions,
  io: Io,
): Promise<Outcome> {
  const { records } = store;
  const arriving = await records.arriving();
  if (arriving !== null) throw new StoreArrivingError(arriving);
  const startedAt = now();
  const path = file ?? join(backupsFolder(settings), backupName(startedAt));
  const progress = json
    ? noProgress
    : await io.progress(await records.estimate());
  try {
    const facts = await records.snapshot((frozen) =>
      writeBackup(
        path,
        recordsOf(frozen),
        startedAt,
        (count) => progress.reach(count, `${count} records`),
      )
    );
    return {
      text: `${facts.records} records in ${path}. SHA-256 ${facts.sha256}`,
      json: { path, ...facts },
    };
  } catch (error) {
    if (!(error instanceof NoSnapshotError)) throw error;
    throw new CommandFailure("failed", error.message);
  } finally {
    progress.stop();
  }
}
