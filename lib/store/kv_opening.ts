/**
 * Why a database that `KV_PATH` names cannot be opened, in words.
 *
 * @module
 */
import { StoreOpenError } from "./unavailable.ts";

/** What SQLite and Deno KV say, and what an operator should do. The first that fits counts. */
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
    "It is damaged, or no database of Deno KV. Set KV_PATH to a new file, and " +
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
  [
    /connect|sending request/i,
    "Nothing answers there. Look at KV_PATH, and whether that server runs.",
  ],
];

/** The error to end a start with: what `Deno.openKv` threw, told to an operator. */
export function kvOpenError(path: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const said = SAYINGS.find(([saying]) => saying.test(error.message));
  const advice = said?.[1] ??
    `It says: ${error.message}. Look at KV_PATH, and at the rights of the file and its folder.`;
  const name = path || "the platform's Deno KV";
  return new StoreOpenError(`The database ${name} cannot be used. ${advice}`, {
    cause: error,
  });
}
