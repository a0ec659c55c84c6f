/**
 * `backup` and `restore`.
 *
 * @module
 */
import { join } from "node:path";
import { standaloneCommand } from "../../cli/cli.ts";
import { cliName, parseFileName } from "../../cli/command.ts";
import type { Outcome } from "../../cli/outcome.ts";
import { withContents } from "../any_row.ts";
import { brokenReference } from "../any_table.ts";
import type { Database } from "../database.ts";
import { importInto } from "./import.ts";
import { ensureExists, usingDatabase } from "./place.ts";
import { checkBackup, readBackup } from "./read_file.ts";
import { backupName, backupsFolder, writeBackup } from "./write_file.ts";

/** Applies no pending migrations, so that it can run before an upgrade. */
export const backup = standaloneCommand({
  summary: "Back up the database to a file. The app can keep running.",
  details:
    "The backup is a snapshot of one moment. It contains password hashes and email " +
    "addresses, but not JWT_KEYS and DATA_KEYS: keep those elsewhere. Keep it " +
    "secret, and store it on another machine.",
  examples: ["backup", "backup .data/backups/before-upgrade.jsonl"],
  args: {
    file: {
      about:
        "default: a file named after the time, in backups/ of the data folder",
      parse: parseFileName,
      required: false,
    },
  },
  async run(cli, { file }) {
    const settings = cli.settings();
    await ensureExists(settings);
    const startedAt = cli.now();
    const path = file ?? join(backupsFolder(settings), backupName(startedAt));
    return await usingDatabase(cli, settings, async (database) => {
      const facts = await withContents(database, async (contents) => {
        const progress = await cli.io.progress(contents.total);
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
        text: `Wrote ${facts.rows} rows to ${path}. SHA-256: ${facts.sha256}`,
        json: { path, ...facts },
        ...await restorable(database),
      };
    });
  },
});

/** Warns when the backup can't be restored because of broken foreign keys. */
async function restorable(
  database: Database,
): Promise<Pick<Outcome, "advice" | "failed">> {
  await using connection = await database.openMigrations();
  const broken = await brokenReference(connection);
  if (!broken) return {};
  const { table, parent } = broken;
  return {
    advice: `Rows of ${table} refer to missing rows of ${parent}, so this ` +
      'backup cannot be restored. Delete the rows that "pragma foreign_key_check" ' +
      "lists in sqlite3, then create another backup.",
    failed: true,
  };
}

/**
 * Checks the whole file before it writes the first row, and compares the database with it
 * afterwards.
 */
export const restore = standaloneCommand({
  summary: "Restore a backup into an empty database.",
  details:
    "First stop the app, and set DATABASE_FILE or DATABASE_URL to a new database. If " +
    "the command is interrupted, run it again to continue.",
  examples: ["restore .data/backups/latchkey-2030-01-31T09-30-00Z.jsonl"],
  args: { file: { about: 'a file that "backup" wrote', parse: parseFileName } },
  async run(cli, { file }) {
    const { madeAt, sha256 } = await checkBackup(file);
    const what = `the backup of ${madeAt} (${sha256.slice(0, 12)})`;
    const outcome = await usingDatabase(
      cli,
      cli.settings(),
      (to) =>
        importInto(cli, { what, read: (use) => readBackup(file, use), to }),
    );
    return {
      ...outcome,
      advice:
        `Accounts disabled and sessions ended since ${madeAt} are active ` +
        `again. Next: ${cliName} incident log-out-everyone, then start the app.`,
    };
  },
});
