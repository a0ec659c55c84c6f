/**
 * The PostgreSQL engine, with `pg`: for several processes on several machines.
 *
 * @module
 */
import {
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import { type Engine, kyselyOn } from "../database.ts";
import type { MigrationConnection } from "../migrations.ts";
import { StoreOpenError } from "../unavailable.ts";
import { type DatabaseAddress, databaseAddress } from "./address.ts";
import {
  Client,
  type ConnectionConfig,
  connectionConfig,
  limitTimes,
} from "./connection.ts";
import {
  openPool,
  PostgresDriver,
  type PostgresPool,
  toPostgres,
} from "./driver.ts";
import { openFailure, WrongEncodingError } from "./opening.ts";
import { isRetryable } from "./troubles.ts";

/**
 * Statements that begin a transaction. Conflicts and deadlocks are retried, so the default
 * isolation level is enough.
 */
const BEGIN = {
  durable: "begin",
  relaxed: "begin; set local synchronous_commit = off",
  snapshot: "begin isolation level repeatable read read only; " +
    "set local idle_in_transaction_session_timeout = 0; " +
    "set local statement_timeout = 0",
} as const;

/** The most time for counting a table's rows or reading a page of them, in milliseconds. */
const SNAPSHOT_MS = 60 * 60_000;

/**
 * Creates an engine for the database of a URL.
 *
 * @throws {StoreOpenError} when the CA certificate can't be read.
 */
export async function openPostgres(url: URL): Promise<Engine> {
  const address = databaseAddress(url);
  const config = await configOf(address);
  return engineOn(openPool(config), () => openMigrations(address, config));
}

function engineOn(
  pool: PostgresPool,
  openMigrations: Engine["openMigrations"],
): Engine {
  return {
    dialect: "postgres",
    kyselyDialect: (durability) => postgresDialect(pool, BEGIN[durability]),
    async read(query) {
      const connection = await pool.connect();
      try {
        return await connection.read(query);
      } finally {
        connection.release();
      }
    },
    isConflict: (error) => error instanceof Error && isRetryable(error.cause),
    openMigrations,
    snapshot: (use) =>
      kyselyOn(postgresDialect(pool, BEGIN.snapshot, SNAPSHOT_MS)).transaction()
        .execute(use),
    close: () => pool.close(),
  };
}

function postgresDialect(
  pool: PostgresPool,
  begin: string,
  answerMs?: number,
): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PostgresDriver(pool, begin, answerMs),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

async function configOf(address: DatabaseAddress): Promise<ConnectionConfig> {
  try {
    return await connectionConfig(address);
  } catch (cause) {
    throw new StoreOpenError(
      `The certificate file ${address.rootCertificate}, named by sslrootcert in ` +
        "DATABASE_URL, cannot be read. Check its path, which is relative to the folder " +
        "that the site is started in, and whether this system user may read it.",
      { cause },
    );
  }
}

/** The advisory lock for migrations. Any number works, as long as it never changes. */
const MIGRATION_LOCK = 7_215_324_163;

/** The most time for a migration, and for waiting for another process's, in milliseconds. */
const MIGRATION_MS = 10 * 60_000;

/** Opens a connection outside the pool. Its errors tell an operator what to do. */
async function openMigrations(
  address: DatabaseAddress,
  config: ConnectionConfig,
): Promise<MigrationConnection & AsyncDisposable> {
  const client = new Client({ ...config, query_timeout: MIGRATION_MS });
  client.on("error", () => {}); // The next query reports it.
  const end = () => client.end();
  const ask = async (sql: string, values: readonly unknown[] = []) => {
    try {
      return await client.query(sql, values.map(toPostgres));
    } catch (error) {
      throw openFailure(address, error);
    }
  };
  try {
    await client.connect();
    await limitTimes(client, MIGRATION_MS, MIGRATION_MS);
    const { rows: [{ server_encoding: encoding }] } = await client.query(
      "show server_encoding",
    );
    if (encoding !== "UTF8") throw new WrongEncodingError(encoding);
  } catch (error) {
    await end();
    throw openFailure(address, error);
  }
  return {
    dialect: "postgres",
    run: async (sql, values) => (await ask(sql, values)).rows ?? [],
    async exclusively(work) {
      await ask("begin");
      try {
        await ask(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
        const result = await work();
        await ask("commit");
        return result;
      } catch (error) {
        await client.query("rollback").catch(() => {});
        throw error;
      }
    },
    [Symbol.asyncDispose]: end,
  };
}
