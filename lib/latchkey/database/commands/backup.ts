/** @module */
import { join } from "node:path";
import { withContents } from "../any_row.ts";
import { brokenReference } from "../any_table.ts";
import type { Database } from "../database.ts";
import { type Cli, leaf, type Runner } from "../../cli/command.ts";
import { mustBeThere } from "./place.ts";
import { usingDatabase } from "./using.ts";
import type { Outcome } from "../../cli/outcome.ts";
import { noProgress } from "../../cli/progress.ts";
import { backupName, backupsFolder } from "./folder.ts";
import { writeBackup } from "./write_file.ts";

/** `backup` */
export function backup(runner: Runner) {
  return leaf(
    "backup",
    "Write everything the database holds into a file, while the app runs.\n\n" +
      "What is written is the database as it was at one moment. The file holds password " +
      "hashes and addresses, but not JWT_KEYS: keep it secret, and elsewhere.",
    ["backup", "backup .data/backups/before-upgrade.jsonl"],
  )
    .argument(
      "[file]",
      "default: one named after the time, in backups/ of the data folder",
    )
    .action((file, { json }) =>
      runner.alone((cli) => backUp(cli, { file, json }))
    );
}

/** Where to write, and whether a program reads along. */
export interface BackupOptions {
  readonly file?: string;
  readonly json?: true;
}

/**
 * Writes a backup. Migrations that are pending stay so: it is the backup to take before
 * an upgrade.
 *
 * @throws {CommandFailure} when there is such a file, or no database.
 */
export async function backUp(
  cli: Pick<Cli, "connectDatabase" | "io" | "now" | "settings">,
  { file, json }: BackupOptions,
): Promise<Outcome> {
  const settings = cli.settings();
  await mustBeThere(settings);
  const startedAt = cli.now();
  const path = file ?? join(backupsFolder(settings), backupName(startedAt));
  return await usingDatabase(cli, settings, async (database) => {
    const facts = await withContents(database, async (contents) => {
      const progress = json
        ? noProgress
        : await cli.io.progress(contents.total);
      try {
        return await writeBackup(
          path,
          contents,
          startedAt,
          (count) => progress.reach(count, `${count} rows`),
        );
      } finally {
        progress.stop();
      }
    });
    return {
      text: `${facts.rows} rows in ${path}. SHA-256 ${facts.sha256}`,
      json: { path, ...facts },
      ...await restorable(database),
    };
  });
}

/** What to say about a backup that could not be restored. */
async function restorable(
  database: Database,
): Promise<Pick<Outcome, "advice" | "failed">> {
  await using connection = await database.openMigrations();
  const broken = await brokenReference(connection);
  if (!broken) return {};
  const { table, parent } = broken;
  return {
    advice:
      `Rows of ${table} refer to ${parent} rows that are not there, so this ` +
      'backup cannot be restored. Delete the rows that "pragma foreign_key_check" ' +
      "lists in sqlite3, then make another one.",
    failed: true,
  };
}
