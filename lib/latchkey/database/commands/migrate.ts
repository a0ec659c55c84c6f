/** @module */
import { mustBeComplete } from "../any_table.ts";
import {
  migrate,
  type PendingMigration,
  pendingMigrations,
} from "../migrations.ts";
import { type Cli, leaf, type Runner } from "../../cli/command.ts";
import type { Outcome } from "../../cli/outcome.ts";
import { isThere } from "./place.ts";
import { usingDatabase } from "./using.ts";

/** `database migrate` */
export function databaseMigrate(runner: Runner) {
  return leaf(
    "migrate",
    "Apply the migrations that are pending, as the app does when it starts.",
    ["database migrate --dry-run", "database migrate"],
  )
    .option("--dry-run", "print their SQL, and change nothing")
    .action(({ dryRun }) =>
      runner.alone((cli) => migrateDatabase(cli, { dryRun }))
    );
}

/**
 * Applies migrations, or says which ones it would.
 *
 * @throws {StoreOpenError} when the database is not complete, or of a newer app.
 */
export async function migrateDatabase(
  cli: Pick<Cli, "connectDatabase" | "migrations" | "now" | "settings">,
  { dryRun }: { readonly dryRun?: true },
): Promise<Outcome> {
  const { migrations, now } = cli;
  const settings = cli.settings();
  const isNew = dryRun && !await isThere(settings);
  const place = isNew ? { ...settings, databaseFile: ":memory:" } : settings;
  return await usingDatabase(cli, place, async (database) => {
    await using connection = await database.openMigrations();
    await mustBeComplete(connection);
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
}

const NOTHING = "No migrations are pending.";

/** A migration as a script that can be run as it is printed. */
function scriptOf({ name, sql, breaking }: PendingMigration): string {
  const note = breaking ? " (breaking: stop the older version first)" : "";
  const script = sql.trim();
  return `-- ${name}${note}\n${script}${script.endsWith(";") ? "" : ";"}\n`;
}
