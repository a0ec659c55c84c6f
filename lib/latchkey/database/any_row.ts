/**
 * Rows of any table, in an order and with values that are the same in SQLite and PostgreSQL.
 *
 * @module
 */
import { CompiledQuery } from "kysely";
import {
  type Column,
  mustBeComplete,
  quoteName,
  type Table,
  tablesOf,
} from "./any_table.ts";
import { type Cells, fromCell, sizeOf, toCell } from "./cell.ts";
import type { Database, Db } from "./database.ts";
import { appliedMigrations, type SqlConnection } from "./migrations.ts";
import { StoreOpenError } from "./unavailable.ts";

/** A row of a table. */
export interface Row {
  readonly table: string;
  /** By the names of their columns, in the order of these. */
  readonly row: Cells;
}

/** The columns of tables by the tables' names, both in the order of names. */
export type Shape = ReadonlyMap<string, readonly string[]>;

/** All that a database or a backup holds. */
export interface Contents {
  /** The migrations that made its tables. */
  readonly migrations: readonly string[];
  readonly shape: Shape;
  /** How many rows there are. */
  readonly total: number;
  /** Table by table in the order of the shape, rows in the order of their keys. To be read once. */
  readonly rows: AsyncIterable<Row>;
}

/** How many rows are read or written at once, at most. */
export const PAGE_ROWS = 500;

/** So many are read first, when nobody knows how large they are. */
const FIRST_ROWS = 16;

/** About how much is read or written at once, in characters. */
export const PAGE_SIZE = 8_000_000;

/**
 * Lets `use` read a database as it is at one moment.
 *
 * @throws {StoreOpenError} when it is not a database of this app, or not complete.
 */
export function withContents<Result>(
  { dialect, snapshot }: Pick<Database, "dialect" | "snapshot">,
  use: (contents: Contents) => Promise<Result>,
): Promise<Result> {
  return snapshot(async (db) => {
    const connection = { dialect, run: runOn(db) };
    const applied = await appliedMigrations(connection);
    if (applied.length === 0) {
      throw new StoreOpenError(
        "There is nothing of this app in that database. Check its name.",
      );
    }
    await mustBeComplete(connection);
    const tables = await tablesOf(connection);
    const counts = await countRows(connection, tables);
    return await use({
      migrations: applied.map(({ name }) => name),
      shape: new Map(
        tables.map(({ name, columns }) => [name, columns.map(nameOf)]),
      ),
      total: [...counts.values()].reduce((sum, count) => sum + count, 0),
      rows: readRows(connection, tables, counts),
    });
  });
}

/** Runs SQL as it is written, by what queries are made with. */
export function runOn(db: Db): SqlConnection["run"] {
  const plain = db.withoutPlugins(); // Names stay as they are.
  return async (sql, values = []) => {
    const query = CompiledQuery.raw(sql, [...values]);
    const { rows } = await plain.executeQuery<Record<string, unknown>>(query);
    return rows;
  };
}

/** How many rows each table has. */
export async function countRows(
  { run }: SqlConnection,
  tables: readonly Table[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const [row] = await run(`select count(*) as rows from ${quoteName(name)}`);
    counts.set(name, Number(row.rows));
  }
  return counts;
}

/**
 * What text depends on that PostgreSQL writes, and a reader that waits for another one.
 * For one transaction, which the connection must be in.
 */
const POSTGRES_SETTINGS = `select
  set_config('TimeZone', 'UTC', true),
  set_config('DateStyle', 'ISO, YMD', true),
  set_config('IntervalStyle', 'postgres', true),
  set_config('extra_float_digits', '1', true),
  set_config('idle_in_transaction_session_timeout', '0', true)`;

/**
 * Reads the rows of tables, in one transaction that the caller has begun.
 *
 * @param counts How many rows there are in each table.
 */
export async function* readRows(
  connection: SqlConnection,
  tables: readonly Table[],
  counts: ReadonlyMap<string, number>,
): AsyncGenerator<Row> {
  if (connection.dialect === "postgres") {
    await connection.run(POSTGRES_SETTINGS);
  }
  for (const table of tables) {
    let count = 0;
    for await (const page of pagesOf(connection, table)) {
      count += page.length;
      for (const row of page) yield { table: table.name, row };
    }
    if (count !== counts.get(table.name)) {
      throw new Error(
        `Some rows of ${table.name} were passed over: they have no key of their own.`,
      );
    }
  }
}

async function* pagesOf(
  { run, dialect }: SqlConnection,
  { name, columns, key }: Table,
): AsyncGenerator<Cells[]> {
  const isSqlite = dialect === "sqlite";
  const ask = (column: Column) =>
    `${(isSqlite ? sqliteValue : postgresValue)(column)} as ${
      quoteName(column.name)
    }`;
  const order = key.map(isSqlite ? sqliteOrder : postgresOrder).join(", ");
  const select = `select ${columns.map(ask).join(", ")} from ${
    quoteName(name)
  } as t`;
  const places = placeholders(dialect, key.length);
  let [where, limit] = ["", FIRST_ROWS];
  let values: unknown[] = [];
  for (;;) {
    const page = await run(
      `${select}${where} order by ${order} limit ${limit}`,
      values,
    );
    const rows = page.map((row) =>
      Object.fromEntries(
        columns.map(({ name, kind }) => [name, toCell(row[name], kind)]),
      )
    );
    yield rows;
    if (rows.length < limit) return;
    const last = rows[rows.length - 1];
    where = ` where (${order}) > ${places}`;
    values = key.map(({ name, kind }) => fromCell(last[name], kind));
    limit = rowsOfSize(rows.reduce((sum, row) => sum + sizeOf(row), 0) / limit);
  }
}

/** How many rows of about this size go at once: few numbers, so that few statements are prepared. */
function rowsOfSize(size: number): number {
  const rows = 2 ** Math.floor(Math.log2(PAGE_SIZE / size));
  return Math.max(1, Math.min(rows, PAGE_ROWS));
}

/** `(?, ?)`, for the values of a row. */
export function placeholders(
  dialect: SqlConnection["dialect"],
  count: number,
  before = 0,
): string {
  const one = (_: unknown, index: number) =>
    dialect === "sqlite" ? "?" : `$${before + index + 1}`;
  return `(${Array.from({ length: count }, one).join(", ")})`;
}

/** As text, an integer of any size is exact. */
function sqliteValue({ name, kind }: Column): string {
  const column = `t.${quoteName(name)}`;
  return kind === "integer" ? `cast(${column} as text)` : column;
}

function sqliteOrder({ name, kind }: Column): string {
  const column = `t.${quoteName(name)}`;
  return kind === "text" ? `${column} collate binary` : column;
}

function postgresValue({ name, kind }: Column): string {
  const column = `t.${quoteName(name)}`;
  if (kind === "boolean") return `${column}::int`;
  return kind === "number" || kind === "bytes" ? column : `${column}::text`;
}

function postgresOrder({ name, kind }: Column): string {
  const column = `t.${quoteName(name)}`;
  return kind === "text" ? `${column}::text collate "C"` : column;
}

/** The name of a column, or of a migration. */
export function nameOf({ name }: { readonly name: string }): string {
  return name;
}
