/**
 * Writes rows into tables, and compares them with the source.
 *
 * @module
 */
import { createHash } from "node:crypto";
import {
  type Contents,
  countRows,
  PAGE_ROWS,
  PAGE_SIZE,
  placeholders,
  readRows,
  type Row,
} from "./any_row.ts";
import { quoteName, type Table } from "./any_table.ts";
import { fromCell, sizeOf } from "./cell.ts";
import type { SqlConnection } from "./migrations.ts";

/** The most values in one statement: SQLite takes 32,766, PostgreSQL 65,535. */
const MAX_VALUES = 30_000;

/**
 * Writes the rows that are missing, and returns how many. A page is written completely or not
 * at all, in the order of the rows, so the rows already in a table are the first ones.
 *
 * @param onProgress Called from time to time with the number of rows read.
 */
export async function writeRows(
  rows: AsyncIterable<Row>,
  connection: SqlConnection,
  tables: readonly Table[],
  onProgress: (rows: number) => void,
): Promise<number> {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const there = await countRows(connection, tables);
  let [read, written] = [0, 0];
  let [page, size]: [Row[], number] = [[], 0];
  const write = async () => {
    const table = byName.get(page[0]?.table);
    if (table) await insert(connection, table, page);
    written += page.length;
    [page, size] = [[], 0];
  };
  for await (const row of rows) {
    if (++read % PAGE_ROWS === 0) onProgress(read);
    const left = there.get(row.table) ?? 0;
    if (left > 0) {
      there.set(row.table, left - 1);
      continue;
    }
    const isFull = page.length === PAGE_ROWS || size >= PAGE_SIZE ||
      (page.length + 1) * Object.keys(row.row).length > MAX_VALUES;
    if (isFull || page[0]?.table !== row.table) await write();
    page.push(row);
    size += sizeOf(row.row);
  }
  await write();
  return written;
}

/** Inserts rows, and ignores those that another process of the same import has written. */
async function insert(
  { run, dialect }: SqlConnection,
  { name, columns }: Table,
  rows: readonly Row[],
): Promise<void> {
  const names = columns.map((column) => quoteName(column.name)).join(", ");
  const places = rows.map((_, index) =>
    placeholders(dialect, columns.length, index * columns.length)
  );
  await run(
    `insert into ${quoteName(name)} (${names}) ` +
      (dialect === "postgres" ? "overriding system value " : "") +
      `values ${places.join(", ")} on conflict do nothing`,
    rows.flatMap(({ row }) =>
      columns.map(({ name, kind }) => fromCell(row[name], kind))
    ),
  );
}

/** The result of a comparison. */
export interface Compared {
  /** The number of rows of each table. */
  readonly rows: ReadonlyMap<string, number>;
  /** Of all rows as JSON lines, in hex. */
  readonly sha256: string;
  /** The first row that differs or exists on one side only. */
  readonly differing?: { readonly table: string; readonly place: number };
}

/**
 * Compares all rows, up to the first that differs.
 *
 * @param onProgress Called from time to time with the number of rows compared.
 */
export async function compareRows(
  { rows, shape }: Contents,
  connection: SqlConnection,
  tables: readonly Table[],
  onProgress: (rows: number) => void,
): Promise<Compared> {
  const { run, dialect } = connection;
  await run(
    dialect === "sqlite" ? "begin" : "begin isolation level repeatable read",
  );
  try {
    const present = await countRows(connection, tables);
    const others = readRows(connection, tables, present);
    const counts = new Map([...shape.keys()].map((table) => [table, 0]));
    const hash = createHash("sha256");
    let read = 0;
    const result = (differing?: Compared["differing"]) => ({
      rows: counts,
      sha256: hash.digest("hex"),
      differing,
    });
    for await (const row of rows) {
      const { value: other } = await others.next();
      const text = JSON.stringify(row);
      const place = (counts.get(row.table) ?? 0) + 1;
      if (!other || JSON.stringify(other) !== text) {
        return result({ table: row.table, place });
      }
      hash.update(`${text}\n`);
      counts.set(row.table, place);
      if (++read % PAGE_ROWS === 0) onProgress(read);
    }
    const { value: more } = await others.next();
    if (!more) return result();
    return result({
      table: more.table,
      place: (counts.get(more.table) ?? 0) + 1,
    });
  } finally {
    await run("rollback");
  }
}
