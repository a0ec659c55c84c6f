/**
 * Which shape the records of a store have, so that a newer app can bring an older
 * database up to date, and an older app leaves a newer one alone.
 *
 * @module
 */
import { StoreOpenError } from "../database/unavailable.ts";

/**
 * The shape this app reads and writes. A database that says nothing has the first. The
 * second knows which accounts have a hash that takes long to check.
 *
 * A field that may be missing takes no new number, such as the language of an account:
 * an app that does not know it leaves it out of the accounts it changes, which then
 * have none chosen, while a higher number would bar the way back to that app.
 */
export const SCHEMA_VERSION = 2;

/** Thrown when a database, or a backup, was written by a newer app. */
export class StoreTooNewError extends StoreOpenError {
  override readonly name = "StoreTooNewError";

  constructor(
    readonly found: number,
    readonly known: number = SCHEMA_VERSION,
    what = "The database",
  ) {
    super(
      `${what} was written by a newer version of this app: its schema is ${found}, ` +
        `and this version knows ${known}. Start the newer version, or restore a ` +
        "backup from before the upgrade into an empty database.",
    );
  }
}

/** Thrown when a server is to start on a database that is only half copied or restored. */
export class StoreArrivingError extends StoreOpenError {
  override readonly name = "StoreArrivingError";

  /** @param what What {@linkcode RecordStore.arriving} says. */
  constructor(what: string) {
    super(
      `The database is not whole: ${what} into it has not come to its end. Run that ` +
        "command again before you start the app.",
    );
  }
}
