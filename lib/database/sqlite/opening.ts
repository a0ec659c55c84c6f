/**
 * Why a database that `DATABASE_FILE` names cannot be opened, in words.
 *
 * @module
 */
import { StoreOpenError } from "../unavailable.ts";

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
    "It is damaged, or no SQLite database. Set DATABASE_FILE to a new file, and " +
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
  if (!(error instanceof Error)) return error;
  const said = SAYINGS.find(([saying]) => saying.test(error.message));
  const advice = said?.[1] ??
    `It says: ${error.message}. Look at DATABASE_FILE, and at the rights of the file and its folder.`;
  return new StoreOpenError(`The database ${path} cannot be used. ${advice}`, {
    cause: error,
  });
}
