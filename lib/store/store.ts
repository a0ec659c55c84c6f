/**
 * What the app asks of its database: named operations, each atomic unless it says
 * otherwise. Times are milliseconds since the epoch and are given by the caller, so that the
 * rules, not the database, own the clock.
 *
 * @module
 */
import type { Database } from "../database/database.ts";
import { type Migrations, mustBeKnown } from "../database/migrations.ts";
import { createCodes } from "./codes.ts";
import { createEmails } from "./emails.ts";
import { deleteExpired } from "./expiry.ts";
import { createLimits } from "./limits.ts";
import { createActivity, createIncidents } from "./logs.ts";
import { guardSchema } from "./schema_guard.ts";
import { createSessions } from "./sessions.ts";
import { createTokens } from "./tokens.ts";
import { createUsers } from "./users.ts";

export * from "./codes.ts";
export * from "./emails.ts";
export * from "./limits.ts";
export * from "./logs.ts";
export * from "./pages.ts";
export * from "./sessions.ts";
export * from "./tokens.ts";
export * from "./users.ts";

/**
 * The operations on an open database.
 *
 * @param migrations Those that the app knows.
 */
export function createStore(database: Database, migrations: Migrations) {
  return guardSchema({
    users: createUsers(database),
    sessions: createSessions(database),
    limits: createLimits(database),
    oneTimeTokens: createTokens(database),
    oneTimeCodes: createCodes(database),
    activity: createActivity(database),
    incidents: createIncidents(database),
    mailQueue: createEmails(database),
    /** Deletes what has expired by `now`, a part at a time, and gives how many rows that were. */
    forgetExpired: (now: number): Promise<number> =>
      deleteExpired(database, now),
    /**
     * Resolves when the database answers a read and has a schema that this app can work with.
     *
     * @throws {StoreUnavailableError} when it does not answer; `newer` when a newer app has
     * changed it: then every operation throws that until a ping finds it well again.
     */
    async ping(): Promise<void> {
      const applied = await database.db.selectFrom("latchkeyMigrations")
        .select(["name", "breaking"]).execute();
      mustBeKnown(applied, migrations);
    },
    /** Closes the database; no operation may follow. */
    close: (): Promise<void> => database.close(),
  });
}

/** The operations on a database. */
export type Store = ReturnType<typeof createStore>;
