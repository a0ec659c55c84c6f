/**
 * The tables of a database, whether the library's migrations or the site's created them.
 *
 * @module
 */
import {
  hasTable,
  MIGRATIONS_TABLE,
  type SqlConnection,
} from "./migrations.ts";
import { StoreOpenError } from "./unavailable.ts";

/** The table that records an import in progress. */
export const IMPORT_TABLE = "import_in_progress";

/**
 * How a column's values are read, ordered and written. In SQLite each value has its own type,
 * so all columns but integers are `any`, or `text` where the key isn't ordered by bytes. In
 * PostgreSQL, every other type is read and written as `text`.
 */
export type ColumnKind =
  | "any"
  | "boolean"
  | "bytes"
  | "integer"
  | "number"
  | "text"
  | "uuid";

/** A column that stores values. Generated columns are left out. */
export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Whether an insert may leave it out. */
  readonly isOptional: boolean;
}

/** A table. */
export interface Table {
  readonly name: string;
  /** Sorted by name. */
  readonly columns: readonly Column[];
  /** The primary key's columns in order. Never empty. */
  readonly key: readonly Column[];
}

/** Thrown for a table without a primary key. */
export class NoPrimaryKeyError extends StoreOpenError {
  override readonly name = "NoPrimaryKeyError";

  constructor(readonly table: string) {
    super(
      `The table ${table} has no primary key, so its rows cannot be told apart. ` +
        "Add one in a migration.",
    );
  }
}

/** Thrown for a database into which a copy or restore has not finished. */
export class ImportInProgressError extends StoreOpenError {
  override readonly name = "ImportInProgressError";

  /** @param what The result of {@linkcode importInProgress}. */
  constructor(what: string) {
    super(
      `The database is not complete: ${what} into it has not finished. Run that ` +
        "command again before you start the app.",
    );
  }
}

// Leaves out partitions, whose rows are read from the partitioned table, and tables of
// extensions.
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
 * All tables, sorted by name, except the migrations and the import in progress. Views and
 * SQLite's virtual tables have no rows of their own.
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

/**
 * The name of the first table, even if it has no primary key; undefined when there are no
 * tables.
 */
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

/**
 * The import in progress, such as `the copy from .data/latchkey.db`; null when there is none.
 */
export async function importInProgress(
  connection: SqlConnection,
): Promise<string | null> {
  if (!await hasTable(connection, IMPORT_TABLE)) return null;
  const [row] = await connection.run(`select source from ${IMPORT_TABLE}`);
  return row ? String(row.source) : null;
}

/** @throws {ImportInProgressError} when an import has not finished. */
export async function ensureComplete(connection: SqlConnection): Promise<void> {
  const what = await importInProgress(connection);
  if (what !== null) throw new ImportInProgressError(what);
}

/** A table with a row whose foreign key has no target, and the target's table. */
export interface BrokenReference {
  readonly table: string;
  readonly parent: string;
}

/**
 * The first broken foreign key. PostgreSQL never has any; SQLite can, because other programs
 * must ask it to check foreign keys.
 */
export async function brokenReference(
  { run, dialect }: SqlConnection,
): Promise<BrokenReference | undefined> {
  if (dialect === "postgres") return undefined;
  const [row] = await run(
    'select "table", parent from pragma_foreign_key_check limit 1',
  );
  return row && { table: String(row.table), parent: String(row.parent) };
}

/** Quotes a name for SQL. */
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
