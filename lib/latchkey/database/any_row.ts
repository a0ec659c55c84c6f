/**
 * Rows of any table, with the same order and the same values in SQLite and PostgreSQL.
 *
 * @module
 */
import { CompiledQuery } from "kysely";
import {
  type Column,
  ensureComplete,
  quoteName,
  type Table,
  tablesOf,
} from "./any_table.ts";
import { type Cells, fromCell, sizeOf, toCell } from "./cell.ts";
import type { Database, Db } from "./database.ts";
import { appliedMigrations, type SqlConnection } from "./migrations.ts";
import { StoreOpenError } from "./unavailable.ts";

/** A row, and the table it is in. */
export interface Row {
  readonly table: string;
  /** The values by column name, in the order of the columns. */
  readonly row: Cells;
}

/** Column names by table name, both sorted by name. */
export type Shape = ReadonlyMap<string, readonly string[]>;

/** The content of a database or a backup. */
export interface Contents {
  /** The migrations that created the tables. */
  readonly migrations: readonly string[];
  readonly shape: Shape;
  /** The number of rows. */
  readonly total: number;
  /** Table by table in the order of `shape`, each sorted by primary key. Can be read once. */
  readonly rows: AsyncIterable<Row>;
}

/** The most rows that are read or written at once. */
export const PAGE_ROWS = 500;

/** The rows that are read first, while their size isn't known. */
const FIRST_ROWS = 16;

/** About how many characters are read or written at once. */
export const PAGE_SIZE = 8_000_000;

/**
 * Calls `use` with the content of a database at one moment.
 *
 * @throws {StoreOpenError} when it isn't a database of this app, or isn't complete.
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
        "That database has no tables of this app. Check its name.",
      );
    }
    await ensureComplete(connection);
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

/** Runs raw SQL through Kysely. */
export function runOn(db: Db): SqlConnection["run"] {
  const plain = db.withoutPlugins();
  return async (sql, values = []) => {
    const query = CompiledQuery.raw(sql, [...values]);
    const { rows } = await plain.executeQuery<Record<string, unknown>>(query);
    return rows;
  };
}

/** The number of rows of each table. */
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
 * Settings for one transaction that must already be open: those that the text form of values
 * depends on, and no limit on idle time, since the reader may be slow.
 */
const POSTGRES_SETTINGS = `select
  set_config('TimeZone', 'UTC', true),
  set_config('DateStyle', 'ISO, YMD', true),
  set_config('IntervalStyle', 'postgres', true),
  set_config('extra_float_digits', '1', true),
  set_config('idle_in_transaction_session_timeout', '0', true)`;

/**
 * Reads the rows of tables in the transaction that the caller has begun.
 *
 * @param counts The number of rows of each table.
 * @throws {Error} when rows were missed because their primary key isn't unique.
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
        `Some rows of ${table.name} were skipped, because their primary key is not unique.`,
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

/**
 * The number of rows of this size to read at once, as a power of two, so that few different
 * statements are prepared.
 */
function rowsOfSize(size: number): number {
  const rows = 2 ** Math.floor(Math.log2(PAGE_SIZE / size));
  return Math.max(1, Math.min(rows, PAGE_ROWS));
}

/** Placeholders for the values of a row, such as `(?, ?)`. */
export function placeholders(
  dialect: SqlConnection["dialect"],
  count: number,
  before = 0,
): string {
  const one = (_: unknown, index: number) =>
    dialect === "sqlite" ? "?" : `$${before + index + 1}`;
  return `(${Array.from({ length: count }, one).join(", ")})`;
}

/** Integers are read as text, which is exact for any size. */
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

export function nameOf({ name }: { readonly name: string }): string {
  return name;
}
