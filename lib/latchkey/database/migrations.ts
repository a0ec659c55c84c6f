/**
 * Migrations: SQL scripts with names, applied in their order, forward only, each in a
 * transaction of its own, by one process at a time.
 *
 * @module
 */
import { StoreOpenError, StoreUnavailableError } from "./unavailable.ts";
import {
  type ColumnTypes,
  columnTypes,
  type DialectName,
} from "./column_types.ts";

/**
 * The statements of a migration, separated by semicolons. The same script runs on SQLite and
 * on PostgreSQL: what differs between them comes from the column types.
 */
export type Script = (types: ColumnTypes) => string;

/**
 * A migration. `breaking` says that a running app that does not know it must stop using the
 * database: what it adds is nothing such an app would break or miss unless it says so.
 */
export type Migration =
  | Script
  | { readonly breaking: true; readonly sql: Script };

/** Migrations by their names, in the order to apply them. A name is never changed. */
export type Migrations = Readonly<Record<string, Migration>>;

/** Runs statements of SQL, or one that takes values, and gives its rows where it has any. */
export type RunSql = (
  sql: string,
  values?: readonly unknown[],
) => Promise<Record<string, unknown>[]>;

/** Something that runs SQL, and which SQL that is. */
export type SqlConnection = Pick<MigrationConnection, "run" | "dialect">;

/** A connection that migrations are applied on. */
export interface MigrationConnection {
  readonly dialect: DialectName;
  readonly run: RunSql;
  /** Does everything in `work` in one transaction, while no other process does the same. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** A migration that is still to be applied. */
export interface PendingMigration {
  readonly name: string;
  readonly sql: string;
  readonly breaking: boolean;
}

/** Thrown when a database, or a backup, has the schema of a newer app that this one cannot work with. */
export class SchemaTooNewError extends StoreOpenError {
  override readonly name = "SchemaTooNewError";

  /**
   * @param migration The first migration that this app does not know.
   * @param what What has it, as the beginning of a sentence.
   */
  constructor(readonly migration: string, what = "The database") {
    super(
      `${what} was written by a newer version of this app: it has the migration ` +
        `${migration}, which this version does not know. Start the newer version, or ` +
        "restore a backup from before the upgrade into an empty database.",
    );
  }
}

/** The table of the migrations that were applied: what has tables but not this one is not ours. */
export const MIGRATIONS_TABLE = "latchkey_migrations";

/**
 * Applies what is pending.
 *
 * @param now Milliseconds since the epoch.
 * @returns The names of what this process applied.
 * @throws {SchemaTooNewError} when the database has a breaking migration that is not known.
 * @throws {StoreOpenError} when a migration fails; those before it stay applied.
 */
export async function migrate(
  connection: MigrationConnection,
  migrations: Migrations,
  now: number,
): Promise<string[]> {
  const applied: string[] = [];
  // With nothing to apply, a start neither waits for others nor checks the whole database.
  while ((await pendingMigrations(connection, migrations)).length > 0) {
    const name = await connection.exclusively(() =>
      applyNext(connection, migrations, now)
    );
    if (name !== null) applied.push(name);
  }
  return applied;
}

async function applyNext(
  connection: MigrationConnection,
  migrations: Migrations,
  now: number,
): Promise<string | null> {
  const { run, dialect } = connection;
  const { flag, key, whole, strict } = columnTypes(dialect);
  const pending = await pendingMigrations(connection, migrations);
  const [next] = pending;
  if (!next) return null;
  await run(`create table if not exists ${MIGRATIONS_TABLE} (
    name ${key} primary key,
    ${flag("breaking")} not null,
    ${whole("applied_at")} not null
  ) ${strict}`);
  try {
    await run(next.sql);
  } catch (error) {
    const isFirst = pending.length === Object.keys(migrations).length;
    throw failureOf(next, error, isFirst);
  }
  const breaking = dialect === "sqlite" ? Number(next.breaking) : next.breaking;
  await run(
    `insert into ${MIGRATIONS_TABLE} values (${
      quote(next.name)
    }, ${breaking}, ${now})`,
  );
  return next.name;
}

/**
 * The error to end with: one that names the migration.
 *
 * @param isFirst Whether none was applied before: then the database itself may be the wrong one.
 */
function failureOf(
  { name }: PendingMigration,
  error: unknown,
  isFirst: boolean,
): unknown {
  if (error instanceof StoreUnavailableError) return error;
  const isAdvice = error instanceof StoreOpenError;
  if (isFirst && isAdvice) return error;
  const cause = isAdvice ? error.cause : error;
  // SQLite repeats the script from the faulty statement on.
  const said = cause instanceof Error
    ? cause.message.replace(/ in [^]* at offset \d+$/, "")
    : String(cause);
  return new StoreOpenError(
    `The migration ${name} failed: ${said}. Nothing of it was applied.`,
    { cause },
  );
}

/** Whether the database has a table of this name. */
export async function hasTable(
  { run, dialect }: SqlConnection,
  name: string,
): Promise<boolean> {
  const [there] = await run(
    dialect === "sqlite"
      ? `select 1 from sqlite_schema where name = ${quote(name)}`
      // By a look at the catalog: to_regclass remembers what was not there a transaction ago.
      : `select 1 from pg_class where relname = ${quote(name)}
          and relnamespace = current_schema()::regnamespace`,
  );
  return there !== undefined;
}

/** What was applied, in the order of names. Nothing where there is no database of this app. */
export async function appliedMigrations(
  connection: SqlConnection,
): Promise<{ name: string; breaking: boolean }[]> {
  if (!await hasTable(connection, MIGRATIONS_TABLE)) return [];
  const rows = await connection.run(
    `select name, breaking from ${MIGRATIONS_TABLE} order by name`,
  );
  return rows.map(({ name, breaking }) => ({
    name: String(name),
    breaking: Boolean(breaking),
  }));
}

/** What is to be applied, in order. Changes nothing. Throws as {@linkcode migrate} does. */
export async function pendingMigrations(
  connection: SqlConnection,
  migrations: Migrations,
): Promise<PendingMigration[]> {
  const rows = await appliedMigrations(connection);
  mustBeKnown(rows, migrations);
  const applied = new Set(rows.map(({ name }) => name));
  const types = columnTypes(connection.dialect);
  return Object.entries(migrations)
    .filter(([name]) => !applied.has(name))
    .map(([name, migration]) =>
      typeof migration === "function"
        ? { name, sql: migration(types), breaking: false }
        : { name, sql: migration.sql(types), breaking: true }
    );
}

/** @throws {SchemaTooNewError} when one of these is breaking and not known. */
export function mustBeKnown(
  applied: readonly { name?: unknown; breaking?: unknown }[],
  migrations: Migrations,
): void {
  const strange = applied.find(({ name, breaking }) =>
    breaking && !Object.hasOwn(migrations, String(name))
  );
  if (strange) throw new SchemaTooNewError(String(strange.name));
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
