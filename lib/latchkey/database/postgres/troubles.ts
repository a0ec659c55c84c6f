/**
 * Classifies the errors of PostgreSQL and of the connection to it.
 *
 * @module
 */
import { type DatabaseFailure, StoreUnavailableError } from "../unavailable.ts";

/**
 * Prefixes of SQLSTATEs (PostgreSQL, appendix A) and of system error codes. The first match
 * counts.
 */
const CODES: readonly (readonly [code: string, trouble: DatabaseFailure])[] = [
  ["08", "gone"], // connection exceptions
  ["57014", "slow"], // cancelled: statement timeout
  ["57P", "gone"], // shutting down, crashed, starting
  ["25P03", "slow"], // transaction timeout
  ["25006", "read_only"],
  ["53100", "full"], // disk full
  ["53", "busy"], // too many connections, out of memory
  ["55P03", "busy"], // lock not available
  ["40001", "busy"], // serialization failure, after retries
  ["40P01", "busy"],
  ["58", "gone"], // the server's disk or system fails
  ["28", "gone"], // authentication failed
  ["3D000", "gone"],
  ["ETIMEDOUT", "gone"],
  ["ECONN", "gone"],
  ["EPIPE", "gone"],
  ["ENOENT", "gone"], // no such socket
  ["ENOTFOUND", "gone"],
  ["EAI_RETRYABLE", "gone"],
  ["EHOST", "gone"],
  ["ENET", "gone"],
];

/** The server's message when a migration has changed the columns of a prepared statement. */
const OUTDATED = /^cached plan must not change result type/;

/** Errors without a code. */
const MESSAGES: readonly (readonly [RegExp, DatabaseFailure])[] = [
  [OUTDATED, "busy"],
  [/^timeout exceeded when trying to connect/, "busy"],
  [/^Query read timeout/, "slow"],
  [/^Connection terminated|connection error|not queryable/i, "gone"],
  [/^The server does not support SSL|certificate|channel binding/i, "gone"],
];

/** SQLSTATEs after which the same transaction may succeed: serialization failure, deadlock. */
const RETRYABLE: readonly unknown[] = ["40001", "40P01"];

/**
 * Returns a {@linkcode StoreUnavailableError} when the database can't answer, else the error
 * itself.
 */
export function toStoreError(error: unknown): unknown {
  const trouble = troubleOf(error);
  return trouble ? new StoreUnavailableError(trouble, { cause: error }) : error;
}

/** Whether the server can't be reached or rejects the connection. */
export function isGone(error: unknown): boolean {
  return troubleOf(error) === "gone";
}

/** Whether the same transaction may succeed at once. */
export function isRetryable(error: unknown): boolean {
  return RETRYABLE.includes(codeOf(error)) || isOutdated(error);
}

/** Whether a prepared statement no longer fits the tables. */
function isOutdated(error: unknown): boolean {
  return error instanceof Error && OUTDATED.test(error.message);
}

/**
 * Whether the connection can be used after an error: the error came from the server, which
 * continues.
 */
export function isConnectionUsable(error: unknown): boolean {
  if (isOutdated(error)) return false;
  const code = codeOf(error);
  return /^[0-9A-Z]{5}$/.test(code) && !/^(?:08|57P|58|XX)/.test(code);
}

/** The error code of the server or the system; empty when there is none. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return "code" in error ? String(error.code) : "";
}

function troubleOf(error: unknown): DatabaseFailure | null {
  if (!(error instanceof Error)) return null;
  const code = codeOf(error);
  const [, byCode] = CODES.find(([start]) => code.startsWith(start)) ?? [];
  const [, byMessage] =
    MESSAGES.find(([pattern]) => pattern.test(error.message)) ??
      [];
  return byCode ?? byMessage ?? null;
}
