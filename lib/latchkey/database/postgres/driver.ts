/**
 * Kysely's driver for PostgreSQL over a pool of connections: every statement ends in bounded
 * time, and what hinders it is told as `StoreUnavailableError`.
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
import { isConnectionWell, isGone, toStoreError } from "./troubles.ts";

/** The most connections that a process has. */
const MAX_CONNECTIONS = 10;

/** So many may wait for one of them; who comes then is turned away. */
const MAX_WAITING = 1_000;

/** Connections that nobody needs are closed after this time, in milliseconds. */
const UNUSED_MS = 60_000;

/** How long taking leave of the server may take, in milliseconds. */
const LEAVE_MS = 2_000;

/** A pool, and what is known of the server behind it. */
export interface PostgresPool {
  connect(): Promise<PostgresConnection>;
  close(): Promise<void>;
}

/** Makes the pool; connections are made when they are needed. */
export function openPool(config: ConnectionConfig): PostgresPool {
  const pool = new pg.Pool({
    ...config,
    Client,
    onConnect: (client) => limitTimes(client),
    max: MAX_CONNECTIONS,
    idleTimeoutMillis: UNUSED_MS,
  });
  // A lost connection in use reports its error to its user; an idle one is only dropped.
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
    // What hangs ends with the process.
    close: () => deadline(pool.end(), LEAVE_MS).catch(() => {}),
  };
}

/** A connection; a new one only where the last try at one did not just fail. */
async function connect(
  pool: pg.Pool,
  backOff: BackOff,
): Promise<pg.PoolClient> {
  if (pool.idleCount > 0) return await pool.connect();
  const refusal = backOff.refusal();
  if (refusal !== undefined) throw refusal;
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

/** What the server keeps each text planned by: the same in all processes, which a pooler mixes. */
const names = new Map<string, string>();

/** So many texts have names: those of lists of any length are many. */
const MAX_NAMES = 300;

function nameOf(text: string): string | undefined {
  const name = names.get(text);
  if (name !== undefined || names.size >= MAX_NAMES) return name;
  const digest = createHash("sha256").update(text).digest("hex");
  const made = `latchkey_${digest.slice(0, 32)}`;
  names.set(text, made);
  return made;
}

/** A value as the server can keep it. */
export function toPostgres(value: unknown): unknown {
  return typeof value === "string" ? storable(value) : value;
}

function queryConfig({ sql: text, parameters }: CompiledQuery): QueryConfig {
  return { name: nameOf(text), text, values: parameters.map(toPostgres) };
}

/** A connection that one caller has. */
export class PostgresConnection implements DatabaseConnection {
  /** When it counts as lost that says nothing to a query, in milliseconds, where that is not as usual. */
  answerMs?: number;
  private isWell = true;

  constructor(private readonly client: pg.PoolClient) {}

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    // The types of npm leave `query_timeout` out here.
    const config = { ...queryConfig(query), query_timeout: this.answerMs };
    const { rows, rowCount } = await this.ask(
      this.client.query<Row & object>(config),
    );
    return { rows, numAffectedRows: BigInt(rowCount ?? 0) };
  }

  /** The same for a read whose rows are lists. */
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

  /** @throws where an error of a statement was passed over: the server then undoes all and reports no error. */
  async commit(): Promise<void> {
    const { command } = await this.ask(this.client.query("commit"));
    if (command === "ROLLBACK") {
      throw new Error("The transaction was undone: a statement in it failed.");
    }
  }

  /** Undoes the transaction, unless the server has lost it with the connection. */
  async rollback(): Promise<void> {
    if (this.isWell) await this.run("rollback");
  }

  release(): void {
    this.client.release(!this.isWell);
  }

  // deno-lint-ignore require-yield -- Nobody streams: pages of rows do.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new StoreUnavailableError("gone");
  }

  private async ask<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer;
    } catch (error) {
      if (!isConnectionWell(error)) this.isWell = false;
      throw toStoreError(error);
    }
  }
}

/** A driver on a pool, which it does not close. */
export class PostgresDriver implements Driver {
  /**
   * @param begin The statements that begin a transaction.
   * @param answerMs How long a query may take, in milliseconds, where that is not as usual.
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
