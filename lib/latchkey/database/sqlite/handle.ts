/**
 * A connection to an SQLite file, with its prepared statements.
 *
 * @module
 */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { CompiledQuery, QueryResult } from "kysely";
import { setBounded } from "../../bounded_map.ts";
import type { RawRows } from "../database.ts";
import { storable } from "../storable.ts";

/** Options of a connection. */
export interface HandleOptions {
  readonly readOnly?: boolean;
  readonly foreignKeys?: boolean;
  /** Whether a commit waits for the disk. */
  readonly durable?: boolean;
}

/**
 * How long SQLite itself waits for another process's lock, in milliseconds. It blocks the event
 * loop, so `driver.ts` retries instead.
 */
const BUSY_TIMEOUT_MS = 2;

/** The most prepared statements that are cached. */
const STATEMENTS = 300;

interface Prepared {
  readonly statement: StatementSync;
  /** Column names; empty for a statement without rows. */
  readonly columns: readonly string[];
}

/** A statement with its values. */
type Query = Pick<CompiledQuery, "sql" | "parameters">;

/** An open connection. */
export interface SqliteHandle {
  readonly database: DatabaseSync;
  query<Row>(query: Query): QueryResult<Row>;
  /** Runs a read and returns its rows as lists: building objects takes half as long again. */
  read(query: Query): RawRows;
}

/** Opens a file or `:memory:`. Throws the errors of `node:sqlite`. */
export function openHandle(
  path: string,
  { readOnly = false, foreignKeys = true, durable = true }: HandleOptions = {},
): SqliteHandle {
  const database = new DatabaseSync(path, {
    readOnly,
    enableForeignKeyConstraints: foreignKeys,
    timeout: BUSY_TIMEOUT_MS,
  });
  // In WAL mode, NORMAL syncs only at checkpoints (sqlite.org/pragma.html#pragma_synchronous).
  if (!readOnly) {
    database.exec(`pragma synchronous = ${durable ? "full" : "normal"}`);
  }
  const prepare = preparer(database);
  const prepareLists = preparer(database, { lists: true });
  return {
    database,
    query<Row>({ sql, parameters }: Query) {
      const { statement, columns } = prepare(sql);
      const values = parameters.map(toSqlite);
      if (columns.length > 0) {
        return { rows: rowsOf(statement, values) as Row[] };
      }
      const { changes } = statement.run(...values);
      return { rows: [], numAffectedRows: BigInt(changes) };
    },
    read({ sql, parameters }) {
      const { statement, columns } = prepareLists(sql);
      const rows: unknown = rowsOf(statement, parameters.map(toSqlite));
      return { columns, rows: rows as unknown[][] };
    },
  };
}

/** Prepares statements and caches them. */
function preparer(database: DatabaseSync, { lists = false } = {}) {
  const kept = new Map<string, Prepared>();
  return (sql: string): Prepared => {
    const found = kept.get(sql);
    if (found) return found;
    const statement = database.prepare(sql);
    statement.setReturnArrays(lists);
    const columns = statement.columns().map(({ name }) => name);
    setBounded(kept, sql, { statement, columns }, STATEMENTS);
    return { statement, columns };
  };
}

/**
 * The rows of a statement. `node:sqlite` throws when a row has a number beyond 2⁵³, which only
 * someone who edits the file can write. Such numbers become bigints, which fail the checks of
 * rows.
 */
function rowsOf(statement: StatementSync, values: readonly SqliteValue[]) {
  try {
    return statement.all(...values);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  statement.setReadBigInts(true);
  try {
    return statement.all(...values).map(withNumbers);
  } finally {
    statement.setReadBigInts(false);
  }
}

function withNumbers(row: object): object {
  const toNumber = (value: unknown) => {
    const isSmall = typeof value === "bigint" &&
      Number.isSafeInteger(Number(value));
    return isSmall ? Number(value) : value;
  };
  return Array.isArray(row) ? row.map(toNumber) : Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, toNumber(value)]),
  );
}

type SqliteValue = null | number | bigint | string | Uint8Array;

/** SQLite has no booleans, and `node:sqlite` doesn't bind them. */
function toSqlite(value: unknown): SqliteValue {
  if (typeof value === "string") return storable(value);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value === undefined) return null;
  return value as SqliteValue; // It throws for anything else.
}
