/**
 * Fills an empty database with rows from elsewhere, and verifies them.
 *
 * @module
 */
import {
  type Contents,
  countRows,
  nameOf,
  placeholders,
  type Shape,
} from "./any_row.ts";
import {
  firstTable,
  IMPORT_TABLE,
  importInProgress,
  quoteName,
  type Table,
  tablesOf,
} from "./any_table.ts";
import type { Database } from "./database.ts";
import { type Compared, compareRows, writeRows } from "./import_rows.ts";
import {
  appliedMigrations,
  migrate,
  type MigrationConnection,
  type Migrations,
  SchemaTooNewError,
} from "./migrations.ts";
import {
  dropForeignKeys,
  restoreForeignKeys,
  restoreSequences,
} from "./postgres/constraints.ts";

/** The source and the target of an import. */
export interface Import {
  /**
   * Identifies the import, so that it can continue after an interruption: `the copy from
   * .data/latchkey.db`.
   */
  readonly what: string;
  /** Calls `use` with the source's content, from the start each time. */
  readonly read: <Result>(
    use: (contents: Contents) => Promise<Result>,
  ) => Promise<Result>;
  readonly to: Pick<Database, "openMigrations">;
  /** All migrations that this app knows. */
  readonly migrations: Migrations;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Called once with the number of steps. */
  readonly onStart: (total: number) => Promise<void>;
  /** Called from time to time with the number of steps done. */
  readonly onProgress: (steps: number, step: string) => void;
}

/** The result of an import. */
export interface Imported extends Compared {
  /** The number of rows that this call wrote. */
  readonly written: number;
}

/** Thrown when an import fails. The code is `exists` when the database isn't empty. */
export class ImportError extends Error {
  override readonly name = "ImportError";

  constructor(readonly code: "exists" | "failed", message: string) {
    super(message);
  }
}

/**
 * Creates the tables, writes the rows that are missing, then reads both sides and compares them
 * row by row. After an interruption, calling it again continues where it stopped. The tables
 * are first those of the migrations that made the rows; newer migrations run at the end.
 *
 * Foreign keys are checked when all rows are present, so rows may come in any order. Expired
 * rows are copied too.
 *
 * @throws {ImportError}
 * @throws {SchemaTooNewError} when the rows need a migration that this app doesn't know.
 */
export async function importRows(asked: Import): Promise<Imported> {
  const { read, to, migrations, now, onStart, onProgress } = asked;
  await using connection = await to.openMigrations();
  const written = await read(async (contents) => {
    const tables = await begin(connection, asked, contents);
    await onStart(2 * contents.total); // The second half is the comparison.
    return await writeRows(
      contents.rows,
      connection,
      tables,
      (rows) => onProgress(rows, `${rows} copied`),
    );
  });
  const compared = await read(async (contents) => {
    const tables = tablesFor(contents.shape, await tablesOf(connection));
    return await compareRows(
      contents,
      connection,
      tables,
      (rows) => onProgress(contents.total + rows, `${rows} compared`),
    );
  });
  const { differing } = compared;
  if (differing) {
    throw new ImportError(
      "failed",
      `The copy differs from the original at row ${differing.place} of ${differing.table}, in ` +
        "the order of keys. If the app was running, stop it. Then start again with an empty database.",
    );
  }
  await connection.exclusively(async () => {
    await restoreForeignKeys(connection);
    await restoreSequences(connection);
    await connection.run(`delete from ${IMPORT_TABLE}`);
  });
  await migrate(connection, migrations, now());
  return { written, ...compared };
}

/**
 * Reserves the database for this import unless that was done before, and returns the tables to
 * fill.
 */
async function begin(
  connection: MigrationConnection,
  { what, migrations: known, now }: Import,
  { migrations: made, shape }: Contents,
): Promise<Table[]> {
  const unknown = made.find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined) {
    const [first] = what;
    throw new SchemaTooNewError(
      unknown,
      first.toUpperCase() + what.slice(first.length),
    );
  }
  const present = await importInProgress(connection);
  if (present === what) return tablesFor(shape, await tablesOf(connection));
  if (present !== null) {
    throw new ImportError(
      "exists",
      `The database is not complete: ${present} into it has not finished. Run that ` +
        "command again, or name an empty database.",
    );
  }
  const applied = (await appliedMigrations(connection)).map(nameOf);
  const isNew = applied.length === 0;
  const other = isNew ? await firstTable(connection) : undefined;
  if (other !== undefined) {
    throw alreadyThere(`the table ${other} of another app`);
  }
  const wanted = new Set([...made, ...applied]);
  const needed = Object.entries(known).filter(([name]) => wanted.has(name));
  await migrate(connection, Object.fromEntries(needed), now());
  const all = await tablesOf(connection);
  const tables = tablesFor(shape, all);
  await connection.exclusively(() => claim(connection, what, all, isNew));
  return tables;
}

/** @param isNew Whether only migrations have written to the tables so far. */
async function claim(
  connection: MigrationConnection,
  what: string,
  tables: readonly Table[],
  isNew: boolean,
): Promise<void> {
  const { run, dialect } = connection;
  const counts = await countRows(connection, tables);
  const filled = tables.find(({ name }) => counts.get(name));
  if (filled && !isNew) throw alreadyThere(`a row in ${filled.name}`);
  const foreignKeys = await dropForeignKeys(connection);
  for (const { name } of tables) await run(`delete from ${quoteName(name)}`);
  await run(
    `insert into ${IMPORT_TABLE} (id, source, foreign_keys) ` +
      `values ${placeholders(dialect, 3)}`,
    [1, what, JSON.stringify(foreignKeys)],
  );
}

function alreadyThere(what: string): ImportError {
  return new ImportError(
    "exists",
    `The database is not empty: it has ${what}. Name an empty database.`,
  );
}

/**
 * The tables for rows of this shape, with only the columns that the rows have.
 *
 * @throws {ImportError} when a row wouldn't fit.
 */
function tablesFor(shape: Shape, all: readonly Table[]): Table[] {
  return [...shape].map(([name, names]) => {
    const table = all.find((one) => one.name === name);
    const columns = table?.columns.filter(({ name }) => names.includes(name));
    const left = table?.columns.find((column) =>
      !column.isOptional && !columns?.includes(column)
    );
    if (!table || columns?.length !== names.length || left) {
      throw new ImportError(
        "failed",
        `The existing table ${name} does not fit the rows: ${
          left ? `they have no ${left.name}` : "it lacks a column"
        }. Name an empty database, whose tables will fit.`,
      );
    }
    return { ...table, columns };
  });
}
