/**
 * Types of rows, derived from the types of records. Columns are `snake_case` in the database
 * and `camelCase` here.
 *
 * @module
 */
import type { ColumnType } from "kysely";

/** A boolean in PostgreSQL, 0 or 1 in SQLite. */
export type Flag = ColumnType<boolean | number, boolean, boolean>;

/** The columns of a record. */
export type Columns<Kept> = {
  -readonly [Name in keyof Kept]: Kept[Name] extends boolean ? Flag
    : Kept[Name];
};

/** The columns of a record with data, stored as JSON, that may be about a user. */
export type WithData<Kept> = Omit<Columns<Kept>, "data" | "userId"> & {
  data: string;
  userId: string | null;
};
