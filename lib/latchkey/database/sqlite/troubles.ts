/**
 * Classifies the errors of SQLite. `node:sqlite` gives no code, only the message of
 * `sqlite3_errmsg`.
 *
 * @module
 */
import { type DatabaseFailure, StoreUnavailableError } from "../unavailable.ts";

/** The failure by SQLite's message. The first match counts. */
const MESSAGES: readonly (readonly [RegExp, DatabaseFailure])[] = [
  [/is locked|database is busy/i, "busy"],
  [/disk is full|no space left|quota exceeded/i, "full"],
  [/read-?only/i, "read_only"],
  [/disk i\/o|malformed|not a database|unable to open/i, "gone"],
  [/not open|is closed|finalized/i, "gone"],
];

/** Classifies an error; null when the database did answer. */
export function sqliteTrouble(error: unknown): DatabaseFailure | null {
  if (!(error instanceof Error)) return null;
  const found = MESSAGES.find(([pattern]) => pattern.test(error.message));
  return found?.[1] ?? null;
}

/**
 * Returns a {@linkcode StoreUnavailableError} when the database can't answer, else the error
 * itself.
 */
export function toStoreError(error: unknown): unknown {
  const trouble = sqliteTrouble(error);
  return trouble ? new StoreUnavailableError(trouble, { cause: error }) : error;
}
