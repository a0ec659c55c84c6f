/**
 * Kysely over SQLite or PostgreSQL.
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

/** Builds queries, inside or outside a transaction. */
// deno-lint-ignore no-explicit-any -- The database knows no table: each feature brings its own.
export type Db<Tables = any> = Kysely<Tables>;

/** Options of a transaction. */
export interface TransactionOptions {
  /**
   * `relaxed` doesn't wait for the disk: a power cut may lose the transactions of the last
   * second, but never part of one. Use it for data that may be lost, such as rate limits.
   */
  readonly durability?: "durable" | "relaxed";
}

/** Rows as lists, and the names of their columns. */
export interface RawRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** A query that is compiled once and run often. */
export interface PreparedQuery<Row> {
  /**
   * Runs the query with these values, by their index, and returns the first row; undefined when
   * there is none.
   */
  first(...values: readonly string[]): Promise<Row | undefined>;
}

/** Marks where the value with this index goes in a prepared query. */
export type Placeholder = <Value>(index: number) => Value;

/** The operations that differ between SQLite and PostgreSQL. */
export interface Engine {
  readonly dialect: DialectName;
  /** The Kysely dialect for transactions of this durability. */
  kyselyDialect(durability: "durable" | "relaxed"): Dialect;
  /** Runs a compiled read outside a transaction. */
  read(query: CompiledQuery): Promise<RawRows>;
  /**
   * Whether a transaction failed because of a conflict with another, so that a retry may
   * succeed.
   */
  isConflict(error: unknown): boolean;
  /** Opens a connection for migrations and other schema changes, with long time limits. */
  openMigrations(): Promise<MigrationConnection & AsyncDisposable>;
  /**
   * Calls `use` with a consistent snapshot, whatever is written in the meantime and however
   * long it takes.
   */
  snapshot<Result>(use: (db: Db) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** An open database, with the tables that the caller uses. */
// deno-lint-ignore no-explicit-any -- The same as of {@linkcode Db}.
export interface Database<Tables = any> extends
  Pick<
    Engine,
    "dialect" | "openMigrations" | "snapshot" | "close"
  > {
  /** For queries outside transactions. Each statement is atomic. */
  readonly db: Db<Tables>;
  /**
   * Runs `work` in a transaction, and again after a conflict. So `work` must change nothing but
   * the database, and only through the `db` it is given.
   */
  transaction<Result>(
    work: (db: Db<Tables>) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
  /** A query that runs on every request. It is compiled when it is first run. */
  prepare<Row>(
    build: (db: Db<Tables>, value: Placeholder) => Compilable<Row>,
  ): PreparedQuery<Row>;
}

const MAX_ATTEMPTS = 10;

/** The longest pause before a retry, in milliseconds. */
const MAX_PAUSE_MS = 100;

/**
 * Creates a Kysely instance that maps `snake_case` columns to `camelCase`, but leaves JSON as
 * it is.
 */
export function kyselyOn(dialect: Dialect): Db {
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];
  return new Kysely({ dialect, plugins });
}

/** Creates a database on an engine. */
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
      withRetries(
        () => handles[durability].transaction().execute(work),
        engine.isConflict,
      ),
    prepare: (build) => prepare(handles.durable, engine, build),
  };
}

async function withRetries<Result>(
  attempt: () => Promise<Result>,
  isConflict: (error: unknown) => boolean,
): Promise<Result> {
  for (let failures = 1;; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (failures === MAX_ATTEMPTS || !isConflict(error)) throw error;
      // Random, so that two transactions don't keep colliding.
      await new Promise((resolve) =>
        setTimeout(resolve, Math.random() * MAX_PAUSE_MS)
      );
    }
  }
}

/** Marks a parameter in a compiled query. */
class ParameterMarker {
  constructor(readonly index: number) {}
}

function prepare<Row>(
  db: Db,
  engine: Engine,
  build: (db: Db, value: Placeholder) => Compilable<Row>,
): PreparedQuery<Row> {
  // The query's types determine the value's type.
  const value: Placeholder = <Value>(index: number) =>
    new ParameterMarker(index) as Value;
  let compiled: CompiledQuery | undefined;
  let names: readonly string[] = [];
  return {
    async first(...values) {
      compiled ??= build(db, value).compile();
      const parameters = compiled.parameters.map((one) =>
        one instanceof ParameterMarker ? values[one.index] : one
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
