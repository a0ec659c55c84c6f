/**
 * The tables of a database, from the library's migrations and the site's.
 *
 * @module
 */
import {
  hasTable,
  MIGRATIONS_TABLE,
  type SqlConnection,
} from "./migrations.ts";
import { StoreOpenError } from "./unavailable.ts";

/** The table that says what is being imported. */
export const IMPORT_TABLE = "import_in_progress";

/**
 * How a column's values are read, ordered and written. In SQLite each value has a type of
 * its own, so all but integers are `any`, or `text` where a key is not ordered by its bytes.
 * In PostgreSQL, what has no other kind is read and written as `text`.
 */
export type ColumnKind =
  | "any"
  | "boolean"
  | "bytes"
  | "integer"
  | "number"
  | "text"
  | "uuid";

/** A column that holds values of its own: not one that is computed. */
export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Whether a row may leave it out. */
  readonly isOptional: boolean;
}

/** A table. */
export interface Table {
  readonly name: string;
  /** In the order of their names. */
  readonly columns: readonly Column[];
  /** Its primary key, from the first column to the last. Never empty. */
  readonly key: readonly Column[];
}

/** Thrown for a table without a primary key. */
export class NoPrimaryKeyError extends StoreOpenError {
  override readonly name = "NoPrimaryKeyError";

  constructor(readonly table: string) {
    super(
      `The table ${table} has no primary key, so its rows cannot be told apart. ` +
        "Give it one by a migration.",
    );
  }
}

/** Thrown for a database that is only half copied or restored. */
export class ImportInProgressError extends StoreOpenError {
  override readonly name = "ImportInProgressError";

  /** @param what What {@linkcode importInProgress} says. */
  constructor(what: string) {
    super(
      `The database is not complete: ${what} into it has not finished. Run that ` +
        "command again before you start the app.",
    );
  }
}

// The rows of a partitioned table are read from it, and those of an extension come with it.
const POSTGRES_COLUMNS = `
  select c.relname as "table", a.attname as name, t.typname as type,
    not a.attnotnull or a.atthasdef or a.attidentity <> '' as optional,
    array_position(i.indkey::int2[], a.attnum) as place
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    and not a.attisdropped and a.attgenerated = ''
  join pg_type t on t.oid = a.atttypid
  left join pg_index i on i.indrelid = c.oid and i.indisprimary
  where c.relnamespace = current_schema()::regnamespace
    and c.relkind in ('r', 'p') and not c.relispartition
    and not exists (select from pg_depend d where d.objid = c.oid
      and d.classid = 'pg_class'::regclass and d.deptype = 'e')
  order by c.relname collate "C", a.attname collate "C"`;

const SQLITE_COLUMNS = `
  select l.name as "table", x.name, x.type,
    not x."notnull" or x.dflt_value is not null as optional,
    nullif(x.pk, 0) as place,
    (select k.coll from pragma_index_list(l.name) i, pragma_index_xinfo(i.name) k
      where i.origin = 'pk' and k.name = x.name) as collation
  from pragma_table_list l join pragma_table_xinfo(l.name) x
  where l.schema = 'main' and l.type = 'table'
    and l.name not like 'sqlite\\_%' escape '\\' and x.hidden = 0
  order by l.name, x.name`;

/**
 * All tables in the order of their names, but for the two that say how the database came
 * to be: its migrations, and what is being imported. Views and SQLite's virtual tables
 * have no rows of their own.
 *
 * @throws {NoPrimaryKeyError}
 */
export async function tablesOf(
  { run, dialect }: SqlConnection,
): Promise<Table[]> {
  const isSqlite = dialect === "sqlite";
  const rows = await run(isSqlite ? SQLITE_COLUMNS : POSTGRES_COLUMNS);
  const byTable = Map.groupBy(rows, ({ table }) => String(table));
  for (const name of [MIGRATIONS_TABLE, IMPORT_TABLE]) byTable.delete(name);
  return [...byTable].map(([name, rows]) => {
    const columns = rows.map((row) => ({
      name: String(row.name),
      kind: (isSqlite ? sqliteKind : postgresKind)(row),
      isOptional: Boolean(row.optional),
      place: row.place === null ? null : Number(row.place),
    }));
    const key = columns.filter(({ place }) => place !== null)
      .sort((a, b) => Number(a.place) - Number(b.place));
    if (key.length === 0) throw new NoPrimaryKeyError(name);
    return { name, columns, key };
  });
}

/** The name of a table, which may have no primary key if another app made it. */
export async function firstTable(
  connection: SqlConnection,
): Promise<string | undefined> {
  try {
    const [first] = await tablesOf(connection);
    return first?.name;
  } catch (error) {
    if (error instanceof NoPrimaryKeyError) return error.table;
    throw error;
  }
}

/** What is being imported into the database: `the copy from .data/latchkey.db`. */
export async function importInProgress(
  connection: SqlConnection,
): Promise<string | null> {
  if (!await hasTable(connection, IMPORT_TABLE)) return null;
  const [row] = await connection.run(`select source from ${IMPORT_TABLE}`);
  return row ? String(row.source) : null;
}

/** @throws {ImportInProgressError} when not all rows are there. */
export async function mustBeComplete(connection: SqlConnection): Promise<void> {
  const what = await importInProgress(connection);
  if (what !== null) throw new ImportInProgressError(what);
}

/** A table with a row that refers to none, and the table which that one would be in. */
export interface BrokenReference {
  readonly table: string;
  readonly parent: string;
}

/** The first there is. PostgreSQL lets nobody make one; SQLite everybody who does not ask for foreign keys. */
export async function brokenReference(
  { run, dialect }: SqlConnection,
): Promise<BrokenReference | undefined> {
  if (dialect === "postgres") return undefined;
  const [row] = await run(
    'select "table", parent from pragma_foreign_key_check limit 1',
  );
  return row && { table: String(row.table), parent: String(row.parent) };
}

/** A name in SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function sqliteKind({ type, collation }: Record<string, unknown>): ColumnKind {
  if (/int/i.test(String(type))) return "integer"; // sqlite.org/datatype3.html#determination_of_column_affinity
  return (collation ?? "BINARY") === "BINARY" ? "any" : "text";
}

const POSTGRES_KINDS: Readonly<Record<string, ColumnKind>> = {
  bool: "boolean",
  bytea: "bytes",
  float4: "number",
  float8: "number",
  int2: "integer",
  int4: "integer",
  int8: "integer",
  uuid: "uuid",
};

function postgresKind({ type }: Record<string, unknown>): ColumnKind {
  return POSTGRES_KINDS[String(type)] ?? "text";
}
