/**
 * A database as queries see it: Kysely over SQLite or PostgreSQL.
 *
 * @module
 */
import {
  CamelCasePlugin,
  type Compilable,
  type CompiledQuery,
  type Dialect,
  Kysely,
} from "kysely";
import type { DialectName } from "./column_types.ts";
import type { MigrationConnection } from "./migrations.ts";

/** Makes queries on tables, in a transaction or outside of one. Whoever queries says which tables. */
// deno-lint-ignore no-explicit-any -- The database knows no table: each feature brings its own.
export type Db<Tables = any> = Kysely<Tables>;

/** How a transaction is to end. */
export interface TransactionOptions {
  /**
   * `relaxed` does not wait for the disk: after a power cut the last second's may be gone,
   * never a part of one. For what may be lost, such as rate limits.
   */
  readonly durability?: "durable" | "relaxed";
}

/** Rows as lists, and what their columns are called. */
export interface RawRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** A query that was compiled once. */
export interface PreparedQuery<Row> {
  /** Asks with texts, in the order of their numbers, and gives the first row; undefined when there is none. */
  first(...values: readonly string[]): Promise<Row | undefined>;
}

/** Gives a place in a query that a prepared query's value is put into. */
export type Placeholder = <Value>(index: number) => Value;

/** What is different from one database to another. */
export interface Engine {
  readonly dialect: DialectName;
  /** For Kysely, by how its transactions end. */
  kyselyDialect(durability: "durable" | "relaxed"): Dialect;
  /** Runs a compiled query that reads, outside of a transaction. */
  read(query: CompiledQuery): Promise<RawRows>;
  /** Whether a transaction failed because others were in the way, so that the same may succeed now. */
  isConflict(error: unknown): boolean;
  /** A connection for migrations and other work on the schema, with long time limits. */
  openMigrations(): Promise<MigrationConnection & AsyncDisposable>;
  /** Lets `use` read the database as it is now, however long it takes, whatever is written meanwhile. */
  snapshot<Result>(use: (db: Db) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** An open database, as those see it who query some of its tables. */
// deno-lint-ignore no-explicit-any -- The same as of {@linkcode Db}.
export interface Database<Tables = any> extends
  Pick<
    Engine,
    "dialect" | "openMigrations" | "snapshot" | "close"
  > {
  /** For queries outside of transactions, each atomic by itself. */
  readonly db: Db<Tables>;
  /**
   * Does everything in `work` or nothing of it, and begins again when others were in the
   * way: so `work` changes nothing but the database, and only by the `db` it is given.
   */
  transaction<Result>(
    work: (db: Db<Tables>) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
  /** Compiles a query that is asked at each request. */
  prepare<Row>(
    build: (db: Db<Tables>, value: Placeholder) => Compilable<Row>,
  ): PreparedQuery<Row>;
}

const MAX_ATTEMPTS = 10;

/** The longest pause before another attempt, in milliseconds. */
const MAX_PAUSE_MS = 100;

/** Kysely as all queries use it: `snake_case` in the database is `camelCase` here, but not inside of JSON. */
export function kyselyOn(dialect: Dialect): Db {
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];
  return new Kysely({ dialect, plugins });
}

/** Makes a database of an engine. */
export function createDatabase(engine: Engine): Database {
  const handles = {
    durable: kyselyOn(engine.kyselyDialect("durable")),
    relaxed: kyselyOn(engine.kyselyDialect("relaxed")),
  };
  return {
    dialect: engine.dialect,
    openMigrations: engine.openMigrations,
    snapshot: engine.snapshot,
    close: engine.close,
    db: handles.durable,
    transaction: (work, { durability = "durable" } = {}) =>
      persistently(
        () => handles[durability].transaction().execute(work),
        engine.isConflict,
      ),
    prepare: (build) => prepare(handles.durable, engine, build),
  };
}

async function persistently<Result>(
  attempt: () => Promise<Result>,
  isConflict: (error: unknown) => boolean,
): Promise<Result> {
  for (let failures = 1;; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (failures === MAX_ATTEMPTS || !isConflict(error)) throw error;
      // Random, so that rivals do not meet again and again.
      await new Promise((resolve) =>
        setTimeout(resolve, Math.random() * MAX_PAUSE_MS)
      );
    }
  }
}

/** Stands in a compiled query where a value is to be put. */
class Place {
  constructor(readonly index: number) {}
}

function prepare<Row>(
  db: Db,
  engine: Engine,
  build: (db: Db, value: Placeholder) => Compilable<Row>,
): PreparedQuery<Row> {
  const compiled = build(
    db,
    // The query's own types say what goes there.
    <Value>(index: number) => new Place(index) as Value,
  ).compile();
  let names: readonly string[] = [];
  return {
    async first(...values) {
      const parameters = compiled.parameters.map((one) =>
        one instanceof Place ? values[one.index] : one
      );
      const { rows: [row], columns } = await engine.read({
        ...compiled,
        parameters,
      });
      if (!row) return undefined;
      if (names.length === 0) names = columns.map(camelCase);
      return Object.fromEntries(
        names.map((name, at) => [name, row[at]]),
      ) as Row;
    },
  };
}

function camelCase(name: string): string {
  return name.replace(/_([a-z\d])/g, (_, letter) => letter.toUpperCase());
}
