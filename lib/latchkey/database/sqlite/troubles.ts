/**
 * What SQLite and the disk say when they cannot answer, told as the app knows it.
 * `node:sqlite` gives no code, only the words of `sqlite3_errmsg`.
 *
 * @module
 */
import { type DatabaseFailure, StoreUnavailableError } from "../unavailable.ts";

/** What SQLite says, and what it means. The first that fits counts. */
const SAYINGS: readonly (readonly [RegExp, DatabaseFailure])[] = [
  [/is locked|database is busy/i, "busy"],
  [/disk is full|no space left|quota exceeded/i, "full"],
  [/read-?only/i, "read_only"],
  [/disk i\/o|malformed|not a database|unable to open/i, "gone"],
  [/not open|is closed|finalized/i, "gone"],
];

/** What a failure means; null when the database did answer. */
export function sqliteTrouble(error: unknown): DatabaseFailure | null {
  if (!(error instanceof Error)) return null;
  const said = SAYINGS.find(([saying]) => saying.test(error.message));
  return said?.[1] ?? null;
}

/** The error to throw on: a {@linkcode StoreUnavailableError} where the database cannot answer, else the error itself. */
export function toStoreError(error: unknown): unknown {
  const trouble = sqliteTrouble(error);
  return trouble ? new StoreUnavailableError(trouble, { cause: error }) : error;
}
