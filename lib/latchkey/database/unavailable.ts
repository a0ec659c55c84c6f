/**
 * What is thrown when the database cannot answer: the app is well, and trying
 * again later is the right thing to do.
 *
 * @module
 */

/**
 * Why the database cannot answer. `gone`: no connection, or it was lost. `slow`: no
 * answer within the limit. `busy`: others were in the way each time it was tried.
 * `full`: no room to write. `read_only`: it takes no writes, as a standby does. `newer`:
 * a newer app has changed it, and this one must leave it alone.
 */
export type DatabaseFailure =
  | "gone"
  | "slow"
  | "busy"
  | "full"
  | "read_only"
  | "newer";

const WORDS: Readonly<Record<DatabaseFailure, string>> = {
  gone: "The database cannot be reached.",
  slow: "The database did not answer in time.",
  busy: "The database was too busy with other changes.",
  full: "The database has no room left.",
  read_only: "The database is read-only at the moment.",
  newer: "The database was upgraded by a newer version of this app.",
};

/** After how many seconds it may be worth trying again (RFC 9110 §10.2.3): what mends itself, and what somebody has to mend. */
const RETRY_AFTER_SECONDS: Readonly<Record<DatabaseFailure, number>> = {
  gone: 5,
  slow: 5,
  busy: 1,
  full: 60,
  read_only: 30,
  newer: 30,
};

/**
 * Thrown by every operation of a store when the database cannot answer. A read changed
 * nothing. A write may have happened all the same when the connection broke between
 * the write and its confirmation. The message holds no address, name or password;
 * `cause` is what the database said, for the log.
 */
export class StoreUnavailableError extends Error {
  override readonly name = "StoreUnavailableError";
  readonly retryAfterSeconds: number;

  constructor(readonly trouble: DatabaseFailure, options?: ErrorOptions) {
    super(WORDS[trouble], options);
    this.retryAfterSeconds = RETRY_AFTER_SECONDS[trouble];
  }
}

/** What an operator reads who needs the database at once. */
export function unavailableMessage(
  { message, trouble, cause }: StoreUnavailableError,
): string {
  const said = cause instanceof Error
    ? ` It says: ${cause.message.replace(/\.$/, "")}.`
    : "";
  const advice = trouble === "gone"
    ? "Check that it is running and that DATABASE_URL is right, then try again."
    : "Try again later.";
  return `${message}${said} ${advice}`;
}

/**
 * Thrown by whoever opens a store that cannot be used until an operator does something.
 * The message is for that operator: plain sentences that say what.
 */
export class StoreOpenError extends Error {
  override readonly name: string = "StoreOpenError";
}
