/**
 * The types that columns of every table are made of, in the words of each database, so that
 * one migration makes the same table in both.
 *
 * @module
 */

/** Which SQL is spoken. */
export type DialectName = "sqlite" | "postgres";

/** What a migration writes its columns with. */
export interface ColumnTypes {
  /** Text that is compared by its bytes: ids, keys, and what is searched by its beginning. */
  readonly key: string;
  readonly text: string;
  /** A number with a fraction. */
  readonly number: string;
  readonly bytes: string;
  /** A column for a count, or for a time in milliseconds since the epoch: 0 to 2⁵³ − 1. */
  whole(column: string): string;
  /** A column for true or false: a boolean, or 0 and 1 in SQLite. */
  flag(column: string): string;
  /** Ends a `create table`: SQLite checks types in strict tables alone. */
  readonly strict: string;
}

/** The types of a database. */
export function columnTypes(dialect: DialectName): ColumnTypes {
  const isSqlite = dialect === "sqlite";
  const integer = isSqlite ? "integer" : "bigint";
  return {
    // PostgreSQL sorts text by the rules of a language unless it is told otherwise.
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
