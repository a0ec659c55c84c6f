/**
 * Messages for an SQLite database that can't be opened.
 *
 * @module
 */
import { MIGRATIONS_TABLE } from "../migrations.ts";
import { StoreOpenError, StoreUnavailableError } from "../unavailable.ts";
import type { SqliteHandle } from "./handle.ts";

/** Advice for an operator by SQLite's message. The first match counts. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /is locked|database is busy/i,
    "Another program has locked it. Find that program and stop it, then try again.",
  ],
  [
    /disk is full|no space left/i,
    "Its disk is full. Free some space, then try again.",
  ],
  [
    /disk i\/o/i,
    "Its disk is failing or full. Fix that, then try again.",
  ],
  [
    /malformed|not a database|already exists in/i,
    "It is damaged, or not an SQLite database. Set DATABASE_FILE to a new file, and " +
    "restore a backup into it: deno task cli restore <file>",
  ],
  [
    /read-?only/i,
    "It is read-only. Let this system user write to it, or mount its disk for " +
    "writing.",
  ],
  [
    /unable to open/i,
    "Check that it is a file, and that this system user may write to it and its folder.",
  ],
  [
    /not permitted|permission denied/i,
    "It belongs to another system user. Make the user that runs the site the owner " +
    "of the file and its folder.",
  ],
];

/** Turns an error of `node:sqlite` into one with advice for an operator. */
export function sqliteOpenError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreOpenError) {
    return error;
  }
  const { message } =
    error instanceof StoreUnavailableError && error.cause instanceof Error
      ? error.cause
      : error;
  const [, known] = ADVICE.find(([pattern]) => pattern.test(message)) ?? [];
  const advice = known ??
    `SQLite reports: ${message}. Check DATABASE_FILE, and the permissions of the file and its folder.`;
  return new StoreOpenError(`The database ${path} cannot be used. ${advice}`, {
    cause: error,
  });
}

/**
 * Checks that a file belongs to this app before anything in it is changed.
 *
 * @throws {StoreOpenError} when its tables belong to another app.
 */
export function ensureOwnTables(path: string, { query }: SqliteHandle): void {
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
