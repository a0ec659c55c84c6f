/**
 * Statements and transactions over a pool of connections: every one ends in bounded
 * time, and what hinders it is told as `StoreUnavailableError`.
 *
 * @module
 */
import type { PoolClient } from "pg";
import pg from "pg";
import { deadline } from "../../deadline.ts";
import { StoreUnavailableError } from "../unavailable.ts";
import { type BackOff, createBackOff } from "./back_off.ts";
import { Client, type ConnectionConfig, limitTimes } from "./connection.ts";
import { storable } from "./text.ts";
import {
  isConnectionWell,
  isGone,
  isWorthAnotherTry,
  toStoreError,
} from "./troubles.ts";

/** Runs statements. */
export interface Queries {
  /**
   * Runs one statement, whose text is never put together from what came from outside,
   * and gives its rows. Texts among the values are made {@linkcode storable}.
   */
  query<Row extends object>(
    text: string,
    values?: readonly unknown[],
  ): Promise<Row[]>;
}

/** An open database. */
export interface Database extends Queries {
  /**
   * Does everything in `work` or nothing of it, and begins again when others were in
   * the way: so `work` changes nothing but the database.
   */
  transaction<Result>(
    work: (queries: Queries) => Promise<Result>,
  ): Promise<Result>;
  /** Lets `use` read the database as it is now, however long it takes, whatever is written meanwhile. */
  snapshot<Result>(use: (queries: Queries) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** The most connections that a process has, beside the one it listens on. */
const MAX_CONNECTIONS = 10;

/** So many may wait for one of them; who comes then is turned away. */
const MAX_WAITING = 1_000;

/** Connections that nobody needs are closed after this time, in milliseconds. */
const UNUSED_MS = 60_000;

/** How long taking leave of the server may take, in milliseconds. */
const LEAVE_MS = 2_000;

const MAX_ATTEMPTS = 10;

/** The longest pause before another attempt, in milliseconds. */
const MAX_PAUSE_MS = 100;

/** Makes the pool; connections are made when they are needed. */
export function openDatabase(config: ConnectionConfig): Database {
  const pool = new pg.Pool({
    ...config,
    Client,
    onConnect: (client) => limitTimes(client),
    max: MAX_CONNECTIONS,
    idleTimeoutMillis: UNUSED_MS,
  });
  // Whoever uses a connection that was lost hears of it; one that nobody uses is only dropped.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const backOff = createBackOff();
  const run = <Result>(work: (client: PoolClient) => Promise<Result>) =>
    withClient(pool, backOff, work);
  return {
    query: (text, values) =>
      run((client) => queriesOn(client).query(text, values)),
    transaction: (work) =>
      persistently(() => run((client) => inTransaction(client, "begin", work))),
    snapshot: (use) => run((client) => inTransaction(client, SNAPSHOT, use)),
    // What hangs ends with the process.
    close: () => deadline(pool.end(), LEAVE_MS).catch(() => {}),
  };
}

const SNAPSHOT = "begin isolation level repeatable read read only; " +
  "set local idle_in_transaction_session_timeout = 0";

async function withClient<Result>(
  pool: pg.Pool,
  backOff: BackOff,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  if (pool.waitingCount >= MAX_WAITING) throw new StoreUnavailableError("busy");
  let client: PoolClient | undefined;
  let isWell = true;
  try {
    client = await connect(pool, backOff);
    return await work(client);
  } catch (error) {
    isWell = isConnectionWell(error);
    throw toStoreError(error);
  } finally {
    client?.release(!isWell);
  }
}

/** A connection; a new one only where the last try at one did not just fail. */
async function connect(pool: pg.Pool, backOff: BackOff): Promise<PoolClient> {
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

/** Each text has one name, by which the server keeps it planned. */
const names = new Map<string, string>();

function queriesOn(client: PoolClient): Queries {
  return {
    async query<Row extends object>(
      text: string,
      values: readonly unknown[] = [],
    ) {
      let name = names.get(text);
      if (name === undefined) names.set(text, name = `latchkey_${names.size}`);
      const { rows } = await client.query<Row>({
        name,
        text,
        values: values.map(toStorable),
      });
      return rows;
    },
  };
}

function toStorable(value: unknown): unknown {
  return typeof value === "string" ? storable(value) : value;
}

async function inTransaction<Result>(
  client: PoolClient,
  begin: string,
  work: (queries: Queries) => Promise<Result>,
): Promise<Result> {
  await client.query(begin);
  try {
    const result = await work(queriesOn(client));
    await client.query("commit");
    return result;
  } catch (error) {
    if (isConnectionWell(error)) await client.query("rollback");
    throw error;
  }
}

async function persistently<Result>(
  attempt: () => Promise<Result>,
): Promise<Result> {
  for (let failures = 1;; failures++) {
    try {
      return await attempt();
    } catch (error) {
      const isOver = failures === MAX_ATTEMPTS || !(error instanceof Error) ||
        !isWorthAnotherTry(error.cause);
      if (isOver) throw error;
      await pause();
    }
  }
}

// Random, so that rivals do not meet again and again.
function pause(): Promise<void> {
  return new Promise((resolve) =>
    setTimeout(resolve, Math.random() * MAX_PAUSE_MS)
  );
}
