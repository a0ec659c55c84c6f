/**
 * Commands on the whole database.
 *
 * @module
 */
import {
  type Cli,
  standaloneCommand,
  type StandaloneCommands,
} from "../cli/cli.ts";
import { CommandFailure, type Outcome } from "../cli/outcome.ts";
import { withContents } from "./any_row.ts";
import { ensureComplete } from "./any_table.ts";
import {
  migrate,
  type PendingMigration,
  pendingMigrations,
} from "./migrations.ts";
import { storeName } from "./name.ts";
import { backup, restore } from "./commands/backup.ts";
import { importInto } from "./commands/import.ts";
import {
  databaseExists,
  ensureExists,
  findDatabase,
  usingDatabase,
} from "./commands/place.ts";

const applyMigrations = standaloneCommand({
  summary: "Apply pending migrations, as the app does when it starts.",
  examples: ["database migrate --dry-run", "database migrate"],
  options: { dryRun: "print their SQL without applying them" },
  async run(cli, { dryRun }) {
    const { migrations, now } = cli;
    const settings = cli.settings();
    const isNew = dryRun && !await databaseExists(settings);
    const place = isNew ? { ...settings, databaseFile: ":memory:" } : settings;
    return await usingDatabase(cli, place, async (database) => {
      await using connection = await database.openMigrations();
      await ensureComplete(connection);
      if (dryRun) {
        const pending = await pendingMigrations(connection, migrations);
        const text = pending.map(scriptOf).join("\n") || NOTHING;
        return { text, json: { pending } };
      }
      const applied = await migrate(connection, migrations, now());
      return {
        text: applied.map((name) => `Applied ${name}`).join("\n") || NOTHING,
        json: { applied },
      };
    });
  },
});

const NOTHING = "No migrations are pending.";

/** A migration as an SQL script that can be run. */
function scriptOf({ name, sql, breaking }: PendingMigration): string {
  const note = breaking ? " (breaking: stop the older version first)" : "";
  const script = sql.trim();
  return `-- ${name}${note}\n${script}${script.endsWith(";") ? "" : ";"}\n`;
}

const copy = standaloneCommand({
  summary: "Copy all data to another database, which must be empty.",
  details:
    "Stop the app first. A database is a file, a URL, or the name of the setting that " +
    "has it: DATABASE_FILE or DATABASE_URL. If the copy is interrupted, run the same " +
    "command again to continue. At the end, both databases are compared.",
  examples: [
    "database copy --from DATABASE_FILE --to DATABASE_URL",
    "database copy --from DATABASE_URL --to .data/copy.db",
  ],
  options: {
    from: { about: "the database to read", value: "database", required: true },
    to: {
      about: "the empty database to fill",
      value: "database",
      required: true,
    },
  },
  run: copyDatabase,
});

/**
 * Copies every row of every table.
 *
 * @throws {CommandFailure} if the copy cannot start, or the databases differ afterwards.
 */
export async function copyDatabase(
  cli: Cli,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Outcome> {
  const settings = cli.settings();
  const [source, target] = [from, to]
    .map((word) => findDatabase(word, settings));
  const name = storeName(source);
  if (name === storeName(target)) {
    throw new CommandFailure("usage", "--from and --to are the same database.");
  }
  await ensureExists(source);
  const outcome = await usingDatabase(
    cli,
    source,
    (left) =>
      usingDatabase(cli, target, (right) =>
        importInto(cli, {
          what: `the copy from ${name}`,
          read: (use) => withContents(left, use),
          to: right,
        })),
  );
  const step = target.databaseUrl === null
    ? `set DATABASE_FILE to ${target.databaseFile}, and remove DATABASE_URL`
    : "set DATABASE_URL to that database";
  return { ...outcome, advice: `Next: ${step}. Then start the app.` };
}

/** The commands. */
export const databaseCommands: StandaloneCommands = {
  "database migrate": applyMigrations,
  "database copy": copy,
  backup,
  restore,
};
