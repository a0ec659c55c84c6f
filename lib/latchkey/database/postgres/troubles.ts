/**
 * What PostgreSQL, or the way to it, says when it cannot answer, told as the app knows it.
 *
 * @module
 */
import { type DatabaseFailure, StoreUnavailableError } from "../unavailable.ts";

/**
 * SQLSTATEs (PostgreSQL, appendix A) and what the system calls errors of the network.
 * The first that the code begins with counts.
 */
const TROUBLES: readonly (readonly [code: string, trouble: DatabaseFailure])[] =
  [
    ["08", "gone"], // connection exceptions
    ["57014", "slow"], // cancelled: over the time for a statement
    ["57P", "gone"], // shutting down, crashed, starting
    ["25P03", "slow"], // over the time for a transaction
    ["25006", "read_only"],
    ["53100", "full"], // disk full
    ["53", "busy"], // too many connections, out of memory
    ["55P03", "busy"], // a lock was not to be had
    ["40001", "busy"], // others were in the way, again and again
    ["40P01", "busy"],
    ["58", "gone"], // the server's own disk or system fails
    ["28", "gone"], // it does not know us any more
    ["3D000", "gone"],
    ["ETIMEDOUT", "gone"],
    ["ECONN", "gone"],
    ["EPIPE", "gone"],
    ["ENOENT", "gone"], // no such socket
    ["ENOTFOUND", "gone"],
    ["EAI_AGAIN", "gone"],
    ["EHOST", "gone"],
    ["ENET", "gone"],
  ];

/** What the server says of a statement prepared on this connection before a migration changed its columns. */
const OUTDATED = /^cached plan must not change result type/;

/** What is said in words alone. */
const SAYINGS: readonly (readonly [RegExp, DatabaseFailure])[] = [
  [OUTDATED, "busy"],
  [/^timeout exceeded when trying to connect/, "busy"],
  [/^Query read timeout/, "slow"],
  [/^Connection terminated|connection error|not queryable/i, "gone"],
  [/^The server does not support SSL|certificate|channel binding/i, "gone"],
];

/** SQLSTATEs after which the same transaction may succeed: serialization failure, deadlock. */
const AGAIN: readonly unknown[] = ["40001", "40P01"];

/** The error to throw on: a {@linkcode StoreUnavailableError} where the database cannot answer, else the error itself. */
export function toStoreError(error: unknown): unknown {
  const trouble = troubleOf(error);
  return trouble ? new StoreUnavailableError(trouble, { cause: error }) : error;
}

/** Whether there is no server that lets us in. */
export function isGone(error: unknown): boolean {
  return troubleOf(error) === "gone";
}

/** Whether others were in the way, so that the same may succeed at once. */
export function isRetryable(error: unknown): boolean {
  return AGAIN.includes(codeOf(error)) || isOutdated(error);
}

/** Whether the connection has prepared what no longer fits the tables. */
function isOutdated(error: unknown): boolean {
  return error instanceof Error && OUTDATED.test(error.message);
}

/** Whether the connection may be used on after an error: the server itself said it, and goes on. */
export function isConnectionWell(error: unknown): boolean {
  if (isOutdated(error)) return false;
  const code = codeOf(error);
  return /^[0-9A-Z]{5}$/.test(code) && !/^(?:08|57P|58|XX)/.test(code);
}

/** The code that the server or the system gave; empty when there is none. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return "code" in error ? String(error.code) : "";
}

function troubleOf(error: unknown): DatabaseFailure | null {
  if (!(error instanceof Error)) return null;
  const code = codeOf(error);
  const [, byCode] = TROUBLES.find(([start]) => code.startsWith(start)) ?? [];
  const [, byMessage] =
    SAYINGS.find(([saying]) => saying.test(error.message)) ??
      [];
  return byCode ?? byMessage ?? null;
}
