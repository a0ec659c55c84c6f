/**
 * A database that records its statements.
 *
 * @module
 */
import type {
  CompiledQuery,
  DatabaseConnection,
  Dialect,
  Driver,
} from "kysely";
import { createDatabase, type Engine } from "../../database/database.ts";
import { openPostgres } from "../../database/postgres/engine.ts";
import { openSqlite } from "../../database/sqlite/engine.ts";
import { createStore, type Store } from "../../store.ts";
import type { TestDatabase } from "./on_each_database.ts";
import { TEST_MIGRATIONS } from "../site.ts";

/** The SQL of the statements that a store ran during `act`, without values. */
export async function statementsOf(
  test: TestDatabase,
  prepare: (store: Store) => Promise<unknown>,
  act: (store: Store) => Promise<unknown>,
): Promise<string[]> {
  const { databaseUrl, databaseFile } = test.settings;
  const { store: plain } = await test.open(); // Creates the tables.
  await plain.forgetExpired(Number.MAX_SAFE_INTEGER);
  for (const { id } of (await plain.users.list({ limit: 100 })).items) {
    await plain.users.remove(id);
  }
  await prepare(plain);
  const engine = databaseUrl
    ? await openPostgres(databaseUrl)
    : await openSqlite(databaseFile!);
  const statements: string[] = [];
  const note = (text: string) => void statements.push(text);
  const store = createStore(
    createDatabase(recording(engine, note)),
    TEST_MIGRATIONS,
  );
  try {
    await act(store);
  } finally {
    await store.close();
  }
  return statements;
}

type Note = (text: string) => void;

function recording(engine: Engine, note: Note): Engine {
  return {
    ...engine,
    kyselyDialect: (durability) =>
      recordingDialect(engine.kyselyDialect(durability), note),
    read(query) {
      note(query.sql);
      return engine.read(query);
    },
  };
}

function recordingDialect(dialect: Dialect, note: Note): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => recordingDriver(dialect.createDriver(), note),
  };
}

function recordingDriver(driver: Driver, note: Note): Driver {
  const noted =
    (text: string, end: (one: DatabaseConnection) => Promise<void>) =>
    (connection: DatabaseConnection) => {
      note(text);
      return end(connection);
    };
  return {
    init: () => driver.init(),
    destroy: () => driver.destroy(),
    releaseConnection: (connection) => driver.releaseConnection(connection),
    async acquireConnection() {
      const connection = await driver.acquireConnection();
      const run = connection.executeQuery.bind(connection);
      connection.executeQuery = <Row>(query: CompiledQuery) => {
        note(query.sql);
        return run<Row>(query);
      };
      return connection;
    },
    beginTransaction: (connection, settings) => {
      note("begin");
      return driver.beginTransaction(connection, settings);
    },
    commitTransaction: noted("commit", driver.commitTransaction.bind(driver)),
    rollbackTransaction: noted(
      "rollback",
      driver.rollbackTransaction.bind(driver),
    ),
  };
}
