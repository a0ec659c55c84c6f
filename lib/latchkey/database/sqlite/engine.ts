/**
 * The SQLite engine, with `node:sqlite`: a file on one machine, in WAL mode.
 *
 * A durable commit returns once it is on disk. A relaxed one returns once it is in the file,
 * and reaches the disk with the next sync or checkpoint.
 *
 * @module
 */
import {
  type Dialect,
  type SelectModifierNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import {
  createPrivateFile,
  isPresent,
  keepPrivate,
} from "../../files/private_files.ts";
import { brokenReference } from "../any_table.ts";
import { type Db, type Engine, kyselyOn } from "../database.ts";
import type { MigrationConnection } from "../migrations.ts";
import { StoreOpenError } from "../unavailable.ts";
import {
  read,
  retryWhileBusy,
  type SqliteConnections,
  SqliteDriver,
} from "./driver.ts";
import { openHandle, type SqliteHandle } from "./handle.ts";
import { createWriteLock } from "./lock.ts";
import { ensureOwnTables } from "./opening.ts";
import { withSnapshot } from "./snapshot.ts";
import { createWalSync, type WalSync } from "./wal_sync.ts";

const MEMORY = ":memory:";

/** A database in memory has nothing to sync. */
const NO_WAL: WalSync = {
  wait: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** Leaves out row locks: a writer locks the whole SQLite database. */
class QueryCompiler extends SqliteQueryCompiler {
  protected override visitSelectModifier(_: SelectModifierNode): void {}
}

/**
 * Kysely makes reads wait for transactions when there is a single connection. This engine has
 * two.
 */
class Adapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** A Kysely dialect on open connections. */
function sqliteDialect(connections: SqliteConnections): Dialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => new SqliteDriver(connections),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new QueryCompiler(),
  };
}

/**
 * Opens a file or `:memory:`. A new file is accessible to this system user only.
 *
 * @throws {StoreOpenError} when it belongs to another app.
 * @throws the errors of the file system and of `node:sqlite`.
 */
export async function openSqlite(path: string): Promise<Engine> {
  const { reader, writer } = await openHandles(path);
  const lock = createWriteLock();
  const wal = path === MEMORY ? NO_WAL : createWalSync(path);
  const relaxed = { reader, writer, lock, synced: NO_WAL.wait };
  const connections = { relaxed, durable: { ...relaxed, synced: wal.wait } };
  return {
    dialect: "sqlite",
    kyselyDialect: (durability) => sqliteDialect(connections[durability]),
    read: (query) => read(relaxed, (handle) => handle.read(query)),
    isConflict: () => false, // The write lock excludes conflicts.
    openMigrations: () => openMigrations(path, writer),
    // A database in memory has one process.
    snapshot: (use) =>
      path === MEMORY
        ? use(kyselyOn(sqliteDialect(relaxed)))
        : withSnapshot(path, (copy) => readWhole(copy, use)),
    close() {
      for (const { database } of new Set([reader, writer])) database.close();
      return wal.close();
    },
  };
}

/** Opens a private copy of a database for reading. */
async function readWhole<Result>(
  path: string,
  use: (db: Db) => Promise<Result>,
): Promise<Result> {
  const only = openHandle(path);
  try {
    const lock = createWriteLock();
    return await use(
      kyselyOn(sqliteDialect({
        reader: only,
        writer: only,
        lock,
        synced: NO_WAL.wait,
      })),
    );
  } finally {
    only.database.close();
  }
}

async function openHandles(path: string) {
  if (path === MEMORY) {
    const only = openHandle(path);
    return { reader: only, writer: only };
  }
  if (!await isPresent(path)) await createPrivateFile(path, "");
  const writer = openHandle(path, { durable: false });
  try {
    await retryWhileBusy(() => ensureOwnTables(path, writer));
    // SQLite gives the files that it creates beside this one the same mode.
    for (const end of ["", "-wal", "-shm"]) await keepPrivate(path + end);
    await retryWhileBusy(() => switchToWal(path, writer));
    return { writer, reader: openHandle(path, { readOnly: true }) };
  } catch (error) {
    writer.database.close();
    throw error;
  }
}

/** @throws {StoreOpenError} when the file system has no shared memory. */
function switchToWal(path: string, { query }: SqliteHandle): void {
  const { rows: [{ journal_mode: mode }] } = query<{ journal_mode: string }>({
    sql: "pragma journal_mode = wal",
    parameters: [],
  });
  if (mode === "wal") return;
  throw new StoreOpenError(
    `The database ${path} cannot be used. Its file system cannot keep a write-ahead log. ` +
      "Set DATABASE_FILE to a file on a local disk, or use PostgreSQL.",
  );
}

/** How long to wait for another process's migration, in milliseconds. */
const MIGRATION_MS = 10 * 60_000;

/**
 * Migrations run with foreign keys off, so that a table can be replaced without deleting the
 * rows that refer to it. They are checked before the commit
 * (sqlite.org/lang_altertable.html#otheralter).
 */
async function openMigrations(
  path: string,
  shared: SqliteHandle,
): Promise<MigrationConnection & AsyncDisposable> {
  const handle = path === MEMORY
    ? shared
    : await retryWhileBusy(() => openHandle(path, { foreignKeys: false }));
  const { database } = handle;
  const run = (sql: string, values: readonly unknown[] = []) =>
    retryWhileBusy(() => runScript(handle, sql, values));
  await run("pragma foreign_keys = off");
  return {
    dialect: "sqlite",
    run,
    async exclusively(work) {
      const until = performance.now() + MIGRATION_MS;
      await retryWhileBusy(() => database.exec("begin immediate"), until);
      try {
        const result = await work();
        const broken = await brokenReference({ run, dialect: "sqlite" });
        if (broken) {
          throw new StoreOpenError(
            `A migration failed: rows of ${broken.table} refer to missing rows of ` +
              `${broken.parent}. None of it was applied. If the migration is not the cause, ` +
              'delete the rows that "pragma foreign_key_check" lists in sqlite3.',
          );
        }
        database.exec("commit");
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec("rollback");
        throw error;
      }
    },
    async [Symbol.asyncDispose]() {
      if (handle === shared) await run("pragma foreign_keys = on");
      else database.close();
    },
  };
}

/** Runs a query and returns its rows, or runs a script. */
function runScript(
  handle: SqliteHandle,
  sql: string,
  parameters: readonly unknown[],
) {
  const isOneQuery = /^\s*(?:select|pragma)\b[^;]*$/i
    .test(sql.replace(/"[^"]*"|'[^']*'/g, ""));
  if (parameters.length > 0 || isOneQuery) {
    return handle.query<Record<string, unknown>>({ sql, parameters }).rows;
  }
  handle.database.exec(sql);
  return [];
}
