/**
 * Why a database that `DATABASE_FILE` names cannot be opened, in words.
 *
 * @module
 */
import { MIGRATIONS_TABLE } from "../migrations.ts";
import { StoreOpenError, StoreUnavailableError } from "../unavailable.ts";
import type { SqliteHandle } from "./handle.ts";

/** What SQLite says, and what an operator should do. The first that fits counts. */
const SAYINGS: readonly (readonly [RegExp, string])[] = [
  [
    /is locked|database is busy/i,
    "Another program keeps it locked. Find that program and end it, then start again.",
  ],
  [
    /disk is full|no space left/i,
    "There is no room left on its disk. Make some, then start again.",
  ],
  [
    /disk i\/o/i,
    "Its disk fails, or has no room left. See to that, then start again.",
  ],
  [
    /malformed|not a database|already exists in/i,
    "It is damaged, or not an SQLite database. Set DATABASE_FILE to a new file, and " +
    "restore a backup into it: deno task cli restore <file>",
  ],
  [
    /read-?only/i,
    "It may not be written. Give this system user the right to, or mount its disk " +
    "for writing.",
  ],
  [
    /unable to open/i,
    "Look whether it is a file, and whether this system user may write it and its folder.",
  ],
];

/** The error to end a start with: what `node:sqlite` threw, told to an operator. */
export function sqliteOpenError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreOpenError) {
    return error;
  }
  const { message } =
    error instanceof StoreUnavailableError && error.cause instanceof Error
      ? error.cause
      : error;
  const said = SAYINGS.find(([saying]) => saying.test(message));
  const advice = said?.[1] ??
    `It says: ${message}. Look at DATABASE_FILE, and at the rights of the file and its folder.`;
  return new StoreOpenError(`The database ${path} cannot be used. ${advice}`, {
    cause: error,
  });
}

/**
 * Looks whose a file is, before anything in it is changed.
 *
 * @throws {StoreOpenError} when another app made the tables that it has.
 */
export function mustBeOurs(path: string, { query }: SqliteHandle): void {
  const { rows } = query<{ name: string }>({
    sql: "select name from sqlite_schema where type = 'table'",
    parameters: [],
  });
  const names = rows.map(({ name }) => name);
  if (names.length === 0 || names.includes(MIGRATIONS_TABLE)) return;
  throw new StoreOpenError(
    `The database ${path} cannot be used. It belongs to another app, which made ` +
      `its tables ${names.join(", ")}. Set DATABASE_FILE to a new file.`,
  );
}
