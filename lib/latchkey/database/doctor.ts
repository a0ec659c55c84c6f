/** @module */
import { databaseFolder } from "../files/data_folder.ts";
import type { Settings } from "../settings/settings.ts";
import { nameOf } from "./any_row.ts";
import { ensureComplete } from "./any_table.ts";
import { appliedMigrations, pendingMigrations } from "./migrations.ts";
import { ASSIGN_DATABASE } from "./open.ts";
import { storeName } from "./name.ts";
import type { Store } from "../store.ts";
import { StoreOpenError } from "./unavailable.ts";
import type { Cli } from "../cli/cli.ts";
import { cliName } from "../cli/command.ts";
import { databaseExists, usingDatabase } from "./commands/place.ts";
import { type Finding, findingsOf, reason } from "../cli/finding.ts";

const finding = findingsOf("store", "Database");

/**
 * Whether the database can be opened, read and written, tested with a rate limit that is taken
 * twice. The database that Deno Deploy assigns is unknown elsewhere. Pending migrations are
 * not applied, since an older version may be using the database.
 */
export async function checkStore(
  cli: Pick<Cli, "openStore" | "connectDatabase" | "migrations" | "now">,
  settings: Settings,
): Promise<Finding> {
  if (settings.databaseUrl === null && settings.databaseFile === null) {
    return finding(
      "warn",
      `not checked: Deno Deploy assigns it when the app runs. ${ASSIGN_DATABASE}`,
    );
  }
  const name = storeName(settings);
  try {
    const pending = await pendingNames(cli, settings);
    if (pending.length > 0) {
      return finding(
        "warn",
        `${name} has pending migrations, which the app applies when it starts: ` +
          `${pending.join(", ")}. To see their SQL, run "${cliName} database ` +
          'migrate --dry-run".',
      );
    }
    const { store } = await cli.openStore(settings);
    try {
      return await tryOut(store, cli.now())
        ? finding("ok", `${name} accepts reads and writes.`)
        : finding("fail", `${name} loses what is written. Check its disk.`);
    } finally {
      await store.close();
    }
  } catch (error) {
    // Such an error names the database and says what to do.
    return error instanceof StoreOpenError
      ? finding("fail", error.message)
      : finding(
        "fail",
        `${name} cannot be used: ${reason(error)}. ${advice(settings)}`,
      );
  }
}

function advice({ databaseUrl }: Settings): string {
  return databaseUrl === null
    ? "Check DATABASE_FILE, and the permissions of the file and its folder."
    : "Check DATABASE_URL, and whether that server is running.";
}

/** The pending migrations; none if there are no tables yet. */
async function pendingNames(
  cli: Pick<Cli, "connectDatabase" | "migrations">,
  settings: Settings,
): Promise<string[]> {
  if (!await databaseExists(settings)) return [];
  return await usingDatabase(cli, settings, async (database) => {
    await using connection = await database.openMigrations();
    await ensureComplete(connection);
    const applied = await appliedMigrations(connection);
    if (applied.length === 0) return [];
    return (await pendingMigrations(connection, cli.migrations)).map(nameOf);
  });
}

async function tryOut(store: Store, now: number): Promise<boolean> {
  const key = `doctor:${crypto.randomUUID()}`;
  const limit = { burst: 1, refillSeconds: 60 };
  await store.ping();
  try {
    const first = await store.limits.take([[key, limit]], now);
    const second = await store.limits.take([[key, limit]], now);
    return first.allowed && !second.allowed;
  } finally {
    await store.limits.clear([key]);
  }
}

/** Whether data survives a restart. */
export function checkLasting(
  settings: Pick<Settings, "databaseUrl" | "databaseFile">,
): Finding {
  const { databaseUrl, databaseFile } = settings;
  if (databaseUrl === null && databaseFile === ":memory:") {
    return finding(
      "fail",
      "it is in memory, and is lost when the process stops. " +
        "Remove DATABASE_FILE, or set DATABASE_URL.",
    );
  }
  return finding(
    "ok",
    databaseUrl === null && databaseFolder(settings) !== null
      ? "SQLite, for processes on one machine."
      : "PostgreSQL, for any number of machines.",
  );
}
