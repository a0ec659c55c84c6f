/**
 * Column types for each database, so that one migration creates the same table in both.
 *
 * @module
 */

/** The SQL dialect of a database. */
export type DialectName = "sqlite" | "postgres";

/** The types that a migration declares its columns with. */
export interface ColumnTypes {
  /** Text that is compared by bytes: ids, keys, and text searched by prefix. */
  readonly key: string;
  readonly text: string;
  /** A floating-point number. */
  readonly number: string;
  readonly bytes: string;
  /**
   * Declares a column for a count, or a time in milliseconds since the epoch: 0 to 2⁵³ − 1.
   */
  whole(column: string): string;
  /** Declares a column for true or false: 0 and 1 in SQLite. */
  flag(column: string): string;
  /** Ends a `create table`. SQLite checks types only in strict tables. */
  readonly strict: string;
}

/** The column types of a dialect. */
export function columnTypes(dialect: DialectName): ColumnTypes {
  const isSqlite = dialect === "sqlite";
  const integer = isSqlite ? "integer" : "bigint";
  return {
    // By default PostgreSQL sorts text by the rules of a language.
    key: isSqlite ? "text" : 'text collate "C"',
    text: "text",
    number: isSqlite ? "real" : "double precision",
    bytes: isSqlite ? "blob" : "bytea",
    whole: (column) =>
      `${column} ${integer} check (${column} between 0 and ${Number.MAX_SAFE_INTEGER})`,
    flag: (column) =>
      isSqlite
        ? `${column} integer check (${column} in (0, 1))`
        : `${column} boolean`,
    strict: isSqlite ? "strict" : "",
  };
}
