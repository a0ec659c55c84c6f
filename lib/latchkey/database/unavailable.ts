/**
 * Errors of a database that can't answer, or can't be opened.
 *
 * @module
 */

/**
 * Why the database can't answer. `gone`: no connection, or it was lost. `slow`: no answer
 * within the time limit. `busy`: conflicts with other writes at each attempt. `full`: the disk
 * is full. `read_only`: it accepts no writes, like a standby. `newer`: a newer app has changed
 * the schema, and this one must not use it.
 */
export type DatabaseFailure =
  | "gone"
  | "slow"
  | "busy"
  | "full"
  | "read_only"
  | "newer";

const MESSAGES: Readonly<Record<DatabaseFailure, string>> = {
  gone: "The database cannot be reached.",
  slow: "The database did not answer in time.",
  busy: "The database was busy with other changes.",
  full: "The database's disk is full.",
  read_only: "The database is read-only.",
  newer: "The database was changed by a newer version of this app.",
};

/**
 * Seconds until a retry may succeed (RFC 9110 §10.2.3): short for what recovers by itself,
 * longer for what someone must fix.
 */
const RETRY_AFTER_SECONDS: Readonly<Record<DatabaseFailure, number>> = {
  gone: 5,
  slow: 5,
  busy: 1,
  full: 60,
  read_only: 30,
  newer: 30,
};

/**
 * Thrown by every operation of a store when the database can't answer. A failed read changed
 * nothing. A failed write may still have been applied, if the connection broke before its
 * confirmation. `message` has no address, name or password; `cause` is the database's own
 * error, for the log.
 *
 * @example
 * ```ts
 * import { StoreUnavailableError } from "@latchkey/core/testing";
 *
 * const error = new StoreUnavailableError("busy");
 * console.assert(error.trouble === "busy" && error.retryAfterSeconds === 1);
 * ```
 */
export class StoreUnavailableError extends Error {
  override readonly name = "StoreUnavailableError";
  readonly retryAfterSeconds: number;

  constructor(readonly trouble: DatabaseFailure, options?: ErrorOptions) {
    super(MESSAGES[trouble], options);
    this.retryAfterSeconds = RETRY_AFTER_SECONDS[trouble];
  }
}

/** The message for an operator who needs the database now. */
export function unavailableMessage(
  { message, trouble, cause }: StoreUnavailableError,
): string {
  const reported = cause instanceof Error
    ? ` It reported: ${cause.message.replace(/\.$/, "")}.`
    : "";
  const advice = trouble === "gone"
    ? "Check that it is running and that DATABASE_URL is right, then try again."
    : "Try again later.";
  return `${message}${reported} ${advice}`;
}

/**
 * Thrown when a store can't be opened until an operator acts. The message tells the operator
 * what to do.
 */
export class StoreOpenError extends Error {
  override readonly name: string = "StoreOpenError";
}
