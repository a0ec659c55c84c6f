/**
 * Migrations: named SQL scripts, applied in order and forward only, each in its own
 * transaction, by one process at a time.
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
 * PostgreSQL: the column types cover the differences.
 */
export type Script = (types: ColumnTypes) => string;

/**
 * A migration. Mark it as `breaking` when a running older app, which doesn't know it, must stop
 * using the database.
 */
export type Migration =
  | Script
  | { readonly breaking: true; readonly sql: Script };

/** Migrations by name, in the order of application. Never rename one. */
export type Migrations = Readonly<Record<string, Migration>>;

/** Runs SQL statements, or a single one with values, and returns its rows. */
export type RunSql = (
  sql: string,
  values?: readonly unknown[],
) => Promise<Record<string, unknown>[]>;

/** Runs SQL of a dialect. */
export type SqlConnection = Pick<MigrationConnection, "run" | "dialect">;

/** A connection for migrations. */
export interface MigrationConnection {
  readonly dialect: DialectName;
  readonly run: RunSql;
  /** Runs `work` in a transaction while no other process does the same. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** A migration that isn't applied yet. */
export interface PendingMigration {
  readonly name: string;
  readonly sql: string;
  readonly breaking: boolean;
}

/** Thrown when a database or a backup has a newer schema that this app can't work with. */
export class SchemaTooNewError extends StoreOpenError {
  override readonly name = "SchemaTooNewError";

  /**
   * @param migration The first unknown migration.
   * @param what The database or backup, as the start of a sentence.
   */
  constructor(readonly migration: string, what = "The database") {
    super(
      `${what} was written by a newer version of this app: it has the migration ` +
        `${migration}, which this version does not know. Start the newer version, or ` +
        "restore a backup from before the upgrade into an empty database.",
    );
  }
}

/**
 * The table of applied migrations. A database with tables but without this one belongs to
 * another app.
 */
export const MIGRATIONS_TABLE = "latchkey_migrations";

/**
 * Applies pending migrations.
 *
 * @param now Milliseconds since the epoch.
 * @returns The names of the migrations that this process applied.
 * @throws {SchemaTooNewError} when the database has an unknown breaking migration.
 * @throws {StoreOpenError} when a migration fails. The ones before it stay applied.
 */
export async function migrate(
  connection: MigrationConnection,
  migrations: Migrations,
  now: number,
): Promise<string[]> {
  const applied: string[] = [];
  // When nothing is pending, the start doesn't wait for a lock or check the whole database.
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
 * Adds the migration's name to an error.
 *
 * @param isFirst Whether no migration was applied before: then it may be the wrong database.
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
  // SQLite appends the script from the failing statement on.
  const said = cause instanceof Error
    ? cause.message.replace(/ in [^]* at offset \d+$/, "")
    : String(cause);
  return new StoreOpenError(
    `The migration ${name} failed: ${said}. None of it was applied.`,
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
      // Queries the catalog, because `to_regclass` caches a missing table across transactions.
      : `select 1 from pg_class where relname = ${quote(name)}
          and relnamespace = current_schema()::regnamespace`,
  );
  return there !== undefined;
}

/** Applied migrations, sorted by name; empty for a database of another app. */
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

/** Pending migrations in order. Changes nothing. Throws the errors of {@linkcode migrate}. */
export async function pendingMigrations(
  connection: SqlConnection,
  migrations: Migrations,
): Promise<PendingMigration[]> {
  const rows = await appliedMigrations(connection);
  ensureKnown(rows, migrations);
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

/** @throws {SchemaTooNewError} when one of these is breaking and unknown. */
export function ensureKnown(
  applied: readonly { name?: unknown; breaking?: unknown }[],
  migrations: Migrations,
): void {
  const unknown = applied.find(({ name, breaking }) =>
    breaking && !Object.hasOwn(migrations, String(name))
  );
  if (unknown) throw new SchemaTooNewError(String(unknown.name));
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
