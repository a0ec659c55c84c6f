/**
 * Kysely's driver for SQLite: reads on a connection of their own, so that they never wait
 * for a transaction; writes one after the other on another.
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

/** How long a statement is tried while another process writes, in milliseconds. */
const PATIENCE_MS = 5_000;

/** The longest pause before the next try, in milliseconds. */
const MAX_PAUSE_MS = 20;

/** The connections of a database in this process. */
export interface SqliteConnections {
  readonly reader: SqliteHandle;
  readonly writer: SqliteHandle;
  /** Held while writing; in memory, where there is only one connection, while reading too. */
  readonly lock: WriteLock;
  /** Waits until the disk has what was committed, for writes that are to be durable. */
  synced(): Promise<void>;
}

/** Runs a compiled query outside of a transaction. */
async function runQuery<Row>(
  connections: SqliteConnections,
  query: CompiledQuery,
): Promise<QueryResult<Row>> {
  // Raw SQL counts as a read if it starts with select.
  const isRead = query.query.kind === "SelectQueryNode" ||
    /^\s*select\b/i.test(query.sql);
  if (isRead) {
    return await read(connections, ({ query: run }) => run<Row>(query));
  }
  return await write(connections, ({ query: run }) => run<Row>(query));
}

/** Reads outside of a transaction. */
export function read<Result>(
  connections: SqliteConnections,
  look: (handle: SqliteHandle) => Result,
): Promise<Result> {
  const { reader, writer } = connections;
  return reader === writer
    ? write(connections, look)
    : patiently(() => look(reader));
}

async function write<Result>(
  connections: SqliteConnections,
  change: (handle: SqliteHandle) => Result,
): Promise<Result> {
  const { writer, lock, synced } = connections;
  const until = performance.now() + PATIENCE_MS;
  const release = await lock.acquire(until);
  let result: Result;
  try {
    result = await patiently(() => change(writer), until);
  } finally {
    release();
  }
  await synced();
  return result;
}

/**
 * Tries again while another process has the lock.
 *
 * @throws {StoreUnavailableError} when the database cannot answer.
 */
export async function patiently<Result>(
  attempt: () => Result,
  until = performance.now() + PATIENCE_MS,
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

/** A driver on open connections, which it does not close. */
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
  /** What the last statement that failed failed by. */
  private failure: unknown = new StoreUnavailableError("gone");

  constructor(private readonly connections: SqliteConnections) {}

  async begin(): Promise<void> {
    const { lock, writer } = this.connections;
    const until = performance.now() + PATIENCE_MS;
    this.unlock = await lock.acquire(until);
    // A transaction that reads first and writes then would fail when another wrote in between.
    await patiently(() => writer.database.exec("begin immediate"), until);
  }

  async commit(): Promise<void> {
    const { writer, synced } = this.connections;
    this.mustBeOpen();
    await patiently(() => writer.database.exec("commit"));
    await this.release(); // The next may write while the disk works.
    await synced();
  }

  async rollback(): Promise<void> {
    const { database } = this.connections.writer;
    // Some failures have rolled it back already; and once it was committed, the connection
    // may be in the next one's transaction.
    if (this.unlock && database.isTransaction) {
      await patiently(() => database.exec("rollback"));
    }
  }

  release(): Promise<void> {
    this.unlock?.();
    this.unlock = null;
    return Promise.resolve();
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (!this.unlock) return await runQuery(this.connections, query);
    this.mustBeOpen();
    try {
      return await patiently(
        () => this.connections.writer.query<Row>(query),
        0,
      );
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  /** Some failures, such as a full disk, undo the transaction: what came then would be outside of it. */
  private mustBeOpen(): void {
    if (!this.connections.writer.database.isTransaction) throw this.failure;
  }

  // deno-lint-ignore require-yield -- Nobody streams: pages of rows do.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new StoreUnavailableError("gone");
  }
}
