/**
 * Kysely's driver for SQLite. Reads use their own connection, so they never wait for a
 * transaction. Writes share another one, in turn.
 *
 * @module
 */
import type {
  CompiledQuery,
  DatabaseConnection,
  Driver,
  QueryResult,
} from "kysely";
import { StoreUnavailableError } from "../unavailable.ts";
import type { SqliteHandle } from "./handle.ts";
import type { WriteLock } from "./lock.ts";
import { sqliteTrouble, toStoreError } from "./troubles.ts";

/** How long a statement is retried while another process writes, in milliseconds. */
const RETRY_FOR_MS = 5_000;

/** The longest pause before a retry, in milliseconds. */
const MAX_PAUSE_MS = 20;

/** The connections of a process to a database. */
export interface SqliteConnections {
  readonly reader: SqliteHandle;
  readonly writer: SqliteHandle;
  /**
   * Held while writing. A database in memory has one connection, so there it is held while
   * reading too.
   */
  readonly lock: WriteLock;
  /** Waits until committed data is on disk, for durable writes. */
  synced(): Promise<void>;
}

/** Runs a compiled query outside of a transaction. */
async function runQuery<Row>(
  connections: SqliteConnections,
  query: CompiledQuery,
): Promise<QueryResult<Row>> {
  // Raw SQL counts as a read if it starts with `select`.
  const isRead = query.query.kind === "SelectQueryNode" ||
    /^\s*select\b/i.test(query.sql);
  if (isRead) {
    return await read(connections, ({ query: run }) => run<Row>(query));
  }
  return await write(connections, ({ query: run }) => run<Row>(query));
}

/** Reads outside a transaction. */
export function read<Result>(
  connections: SqliteConnections,
  action: (handle: SqliteHandle) => Result,
): Promise<Result> {
  const { reader, writer } = connections;
  return reader === writer
    ? write(connections, action)
    : retryWhileBusy(() => action(reader));
}

async function write<Result>(
  connections: SqliteConnections,
  change: (handle: SqliteHandle) => Result,
): Promise<Result> {
  const { writer, lock, synced } = connections;
  const until = performance.now() + RETRY_FOR_MS;
  const release = await lock.acquire(until);
  let result: Result;
  try {
    result = await retryWhileBusy(() => change(writer), until);
  } finally {
    release();
  }
  await synced();
  return result;
}

/**
 * Retries while another process holds the lock.
 *
 * @throws {StoreUnavailableError} when the database can't answer.
 */
export async function retryWhileBusy<Result>(
  attempt: () => Result,
  until = performance.now() + RETRY_FOR_MS,
): Promise<Result> {
  for (let failures = 1;; failures++) {
    try {
      return attempt();
    } catch (error) {
      const isOver = performance.now() + MAX_PAUSE_MS > until;
      if (sqliteTrouble(error) !== "busy" || isOver) throw toStoreError(error);
      const pauseMs = Math.min(failures * 2, MAX_PAUSE_MS) * Math.random();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

/** A driver on open connections. It doesn't close them. */
export class SqliteDriver implements Driver {
  constructor(private readonly connections: SqliteConnections) {}

  async init(): Promise<void> {}

  acquireConnection(): Promise<SqliteConnection> {
    return Promise.resolve(new SqliteConnection(this.connections));
  }

  beginTransaction(connection: SqliteConnection): Promise<void> {
    return connection.begin();
  }

  commitTransaction(connection: SqliteConnection): Promise<void> {
    return connection.commit();
  }

  rollbackTransaction(connection: SqliteConnection): Promise<void> {
    return connection.rollback();
  }

  releaseConnection(connection: SqliteConnection): Promise<void> {
    return connection.release();
  }

  async destroy(): Promise<void> {}
}

class SqliteConnection implements DatabaseConnection {
  private unlock: (() => void) | null = null;
  /** The error of the last failed statement. */
  private failure: unknown;

  constructor(private readonly connections: SqliteConnections) {}

  async begin(): Promise<void> {
    const { lock, writer } = this.connections;
    const until = performance.now() + RETRY_FOR_MS;
    this.unlock = await lock.acquire(until);
    // A transaction that starts with a read fails at its first write if another process wrote
    // in between.
    await retryWhileBusy(() => writer.database.exec("begin immediate"), until);
  }

  async commit(): Promise<void> {
    const { writer, synced } = this.connections;
    this.ensureOpen();
    await retryWhileBusy(() => writer.database.exec("commit"));
    await this.release(); // The next transaction may write while this one is synced.
    await synced();
  }

  async rollback(): Promise<void> {
    const { database } = this.connections.writer;
    // Some failures have already rolled back. After a commit, the connection may be in the next
    // caller's transaction.
    if (this.unlock && database.isTransaction) {
      await retryWhileBusy(() => database.exec("rollback"));
    }
  }

  release(): Promise<void> {
    this.unlock?.();
    this.unlock = null;
    return Promise.resolve();
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (!this.unlock) return await runQuery(this.connections, query);
    this.ensureOpen();
    try {
      return await retryWhileBusy(
        () => this.connections.writer.query<Row>(query),
        0,
      );
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  /**
   * Some failures, such as a full disk, roll back the transaction. Later statements would run
   * outside it.
   */
  private ensureOpen(): void {
    if (this.connections.writer.database.isTransaction) return;
    throw this.failure ?? new StoreUnavailableError("gone");
  }

  // deno-lint-ignore require-yield -- Streaming isn't used.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new StoreUnavailableError("gone");
  }
}
