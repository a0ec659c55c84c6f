/**
 * What the app asks of a database: named operations, each atomic unless it says otherwise.
 *
 * Adapters live beside this file and pass one contract test (`tests/store/contract.ts`).
 * Times are milliseconds since the epoch and are given by the caller, so that the
 * rules, not the database, own the clock.
 *
 * @module
 */
import type { ActivityStore } from "./activity.ts";
import type { IncidentStore } from "./incidents.ts";
import type { LimitStore } from "./limits.ts";
import type { MailQueueStore } from "./mail_queue.ts";
import type { OneTimeCodeStore, OneTimeTokenStore } from "./one_time.ts";
import type { RecordStore } from "./records.ts";
import type { SessionStore } from "./sessions.ts";
import type { UserStore } from "./users.ts";

export * from "./activity.ts";
export * from "./incidents.ts";
export * from "./limits.ts";
export * from "./mail_queue.ts";
export * from "./one_time.ts";
export * from "./pages.ts";
export * from "./records.ts";
export * from "./sessions.ts";
export * from "./users.ts";

/** A database as the app sees it. */
export interface Store {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly limits: LimitStore;
  readonly oneTimeTokens: OneTimeTokenStore;
  readonly oneTimeCodes: OneTimeCodeStore;
  readonly activity: ActivityStore;
  readonly incidents: IncidentStore;
  readonly mailQueue: MailQueueStore;
  /** Everything it holds, for copies and backups. */
  readonly records: RecordStore;
  /**
   * Deletes what has expired by `now`, a part at a time, and gives how many records that
   * were; 0 from a database that forgets by itself.
   */
  forgetExpired(now: number): Promise<number>;
  /**
   * Resolves when the database answers a read and has the schema that this app knows.
   *
   * @throws {StoreUnavailableError} when it does not answer; `newer` when a newer app has
   * changed it: then every operation throws that until a ping finds it well again.
   */
  ping(): Promise<void>;
  /** Closes the database; no operation may follow. */
  close(): Promise<void>;
}
