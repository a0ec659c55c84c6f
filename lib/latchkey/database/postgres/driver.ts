/**
 * Kysely's driver for PostgreSQL with a pool of connections. Every statement has a time limit,
 * and failures become `StoreUnavailableError`.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type {
  CompiledQuery,
  DatabaseConnection,
  Driver,
  QueryResult,
} from "kysely";
import pg, { type QueryConfig } from "pg";
import { deadline } from "../../deadline.ts";
import type { RawRows } from "../database.ts";
import { StoreUnavailableError } from "../unavailable.ts";
import { storable } from "../storable.ts";
import { type BackOff, createBackOff } from "./back_off.ts";
import { Client, type ConnectionConfig, limitTimes } from "./connection.ts";
import { isConnectionUsable, isGone, toStoreError } from "./troubles.ts";

/** The most connections of a process. */
const MAX_CONNECTIONS = 10;

/** The most callers that may wait for a connection. Further ones fail at once. */
const MAX_WAITING = 1_000;

/** Idle connections are closed after this time, in milliseconds. */
const IDLE_MS = 60_000;

/** The most time for closing connections, in milliseconds. */
const CLOSE_MS = 2_000;

/** A pool of connections. */
export interface PostgresPool {
  connect(): Promise<PostgresConnection>;
  close(): Promise<void>;
}

/** Creates a pool. It connects when a connection is needed. */
export function openPool(config: ConnectionConfig): PostgresPool {
  const pool = new pg.Pool({
    ...config,
    Client,
    onConnect: (client) => limitTimes(client),
    max: MAX_CONNECTIONS,
    idleTimeoutMillis: IDLE_MS,
  });
  // A lost connection reports its error to its user; an idle one is dropped.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const backOff = createBackOff();
  return {
    async connect() {
      if (pool.ending) throw new StoreUnavailableError("gone");
      if (pool.waitingCount >= MAX_WAITING) {
        throw new StoreUnavailableError("busy");
      }
      try {
        return new PostgresConnection(await connect(pool, backOff));
      } catch (error) {
        throw toStoreError(error);
      }
    },
    // Connections that hang end with the process.
    close: () => deadline(pool.end(), CLOSE_MS).catch(() => {}),
  };
}

/** Takes an idle connection, or opens one unless the server has just failed. */
async function connect(
  pool: pg.Pool,
  backOff: BackOff,
): Promise<pg.PoolClient> {
  if (pool.idleCount > 0) return await pool.connect();
  const failure = backOff.lastFailure();
  if (failure !== undefined) throw failure;
  try {
    const client = await pool.connect();
    backOff.succeeded();
    return client;
  } catch (error) {
    if (isGone(error)) backOff.failed(error);
    else backOff.succeeded();
    throw error;
  }
}

/**
 * Names of prepared statements by SQL text. All processes use the same names, because a pooler
 * shares connections between them.
 */
const statementNames = new Map<string, string>();

/** The most statements to prepare: lists of varying length make many different ones. */
const MAX_NAMES = 300;

function nameOf(text: string): string | undefined {
  const name = statementNames.get(text);
  if (name !== undefined || statementNames.size >= MAX_NAMES) return name;
  const digest = createHash("sha256").update(text).digest("hex");
  const made = `latchkey_${digest.slice(0, 32)}`;
  statementNames.set(text, made);
  return made;
}

/** Converts a value for the server. */
export function toPostgres(value: unknown): unknown {
  return typeof value === "string" ? storable(value) : value;
}

function queryConfig({ sql: text, parameters }: CompiledQuery): QueryConfig {
  return { name: nameOf(text), text, values: parameters.map(toPostgres) };
}

/** A connection in use by one caller. */
export class PostgresConnection implements DatabaseConnection {
  /** The most time for a query in milliseconds, where it differs from the default. */
  answerMs?: number;
  private isUsable = true;

  constructor(private readonly client: pg.PoolClient) {}

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    // The types of `pg` leave `query_timeout` out here.
    const config = { ...queryConfig(query), query_timeout: this.answerMs };
    const { rows, rowCount } = await this.ask(
      this.client.query<Row & object>(config),
    );
    return { rows, numAffectedRows: BigInt(rowCount ?? 0) };
  }

  /** Runs a read and returns its rows as lists. */
  async read(query: CompiledQuery): Promise<RawRows> {
    const { rows, fields } = await this.ask(
      this.client.query<unknown[]>({
        ...queryConfig(query),
        rowMode: "array",
      }),
    );
    return { columns: fields.map(({ name }) => name), rows };
  }

  /** Runs statements without values. */
  async run(text: string): Promise<void> {
    await this.ask(this.client.query(text));
  }

  /**
   * @throws {Error} when a failed statement was ignored: the server then rolls back without an
   * error.
   */
  async commit(): Promise<void> {
    const { command } = await this.ask(this.client.query("commit"));
    if (command === "ROLLBACK") {
      throw new Error(
        "The transaction was rolled back, because a statement in it failed.",
      );
    }
  }

  /** Rolls back, unless the connection is lost and the transaction with it. */
  async rollback(): Promise<void> {
    if (this.isUsable) await this.run("rollback");
  }

  release(): void {
    this.client.release(!this.isUsable);
  }

  // deno-lint-ignore require-yield -- Streaming isn't used.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new StoreUnavailableError("gone");
  }

  private async ask<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer;
    } catch (error) {
      if (!isConnectionUsable(error)) this.isUsable = false;
      throw toStoreError(error);
    }
  }
}

/** A driver on a pool. It doesn't close the pool. */
export class PostgresDriver implements Driver {
  /**
   * @param begin The statements that begin a transaction.
   * @param answerMs The most time for a query in milliseconds, where it differs from the
   * default.
   */
  constructor(
    private readonly pool: PostgresPool,
    private readonly begin: string,
    private readonly answerMs?: number,
  ) {}

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PostgresConnection> {
    const connection = await this.pool.connect();
    connection.answerMs = this.answerMs;
    return connection;
  }

  beginTransaction(connection: PostgresConnection): Promise<void> {
    return connection.run(this.begin);
  }

  commitTransaction(connection: PostgresConnection): Promise<void> {
    return connection.commit();
  }

  rollbackTransaction(connection: PostgresConnection): Promise<void> {
    return connection.rollback();
  }

  releaseConnection(connection: PostgresConnection): Promise<void> {
    connection.release();
    return Promise.resolve();
  }

  async destroy(): Promise<void> {}
}
