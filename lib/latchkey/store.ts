/**
 * What the app asks of its database: named operations, each atomic unless it says
 * otherwise. Times are milliseconds since the epoch and are given by the caller, so that the
 * rules, not the database, own the clock.
 *
 * @module
 */
import type { Database, Db } from "./database/database.ts";
import { type Migrations, mustBeKnown } from "./database/migrations.ts";
import { createCodes } from "./features/tokens/code_rows.ts";
import { createEmails } from "./email/email_rows.ts";
import { deleteExpired } from "./database/expiry.ts";
import { createLimits } from "./limits/rate_limit_rows.ts";
import { createActivity, createIncidents } from "./features/activity/logs.ts";
import { guardSchema } from "./database/schema_guard.ts";
import { createSessions } from "./features/session/session_rows.ts";
import { createTokens } from "./features/tokens/token_rows.ts";
import type { EngineTables } from "./database/engine_tables.ts";
import { createUsers } from "./features/account/users.ts";
import { LIBRARY_SCHEMAS } from "./tables.ts";

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
      deleteExpired(database, LIBRARY_SCHEMAS, now),
    /**
     * Resolves when the database answers a read and has a schema that this app can work with.
     *
     * @throws {StoreUnavailableError} when it does not answer; `newer` when a newer app has
     * changed it: then every operation throws that until a ping finds it well again.
     */
    async ping(): Promise<void> {
      const db: Db<EngineTables> = database.db;
      const applied = await db.selectFrom("latchkeyMigrations")
        .select(["name", "breaking"]).execute();
      mustBeKnown(applied, migrations);
    },
    /** Closes the database; no operation may follow. */
    close: (): Promise<void> => database.close(),
  });
}

/** The operations on a database. */
export type Store = ReturnType<typeof createStore>;
