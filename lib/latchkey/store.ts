/**
 * The operations of the database, each atomic unless it says otherwise. Times are milliseconds
 * since the epoch and come from the caller, so that one clock decides.
 *
 * @module
 */
import type { Database, Db } from "./database/database.ts";
import { ensureKnown, type Migrations } from "./database/migrations.ts";
import { createCodes } from "./features/tokens/code_rows.ts";
import { createEmails } from "./email/email_rows.ts";
import { deleteExpired } from "./database/expiry.ts";
import { createLimits } from "./limits/rate_limit_rows.ts";
import { createActivity, createIncidents } from "./features/activity/logs.ts";
import { createGracePeriods } from "./features/second_factor/grace_period_rows.ts";
import { createTrustedBrowsers } from "./features/second_factor/trusted_browser_rows.ts";
import { guardSchema } from "./database/schema_guard.ts";
import { createSessions } from "./features/session/session_rows.ts";
import { createTokens } from "./features/tokens/token_rows.ts";
import type { EngineTables } from "./database/engine_tables.ts";
import { createUsers } from "./features/account/users.ts";
import { LIBRARY_SCHEMAS } from "./tables.ts";

/**
 * Creates the operations on an open database.
 *
 * @param migrations All migrations that the app knows.
 */
export function createStore(database: Database, migrations: Migrations) {
  return guardSchema({
    users: createUsers(database),
    sessions: createSessions(database),
    limits: createLimits(database),
    oneTimeTokens: createTokens(database),
    oneTimeCodes: createCodes(database),
    activity: createActivity(database),
    trustedBrowsers: createTrustedBrowsers(database),
    factorGracePeriods: createGracePeriods(database),
    incidents: createIncidents(database),
    mailQueue: createEmails(database),
    /** Deletes expired rows in batches, and returns how many. */
    forgetExpired: (now: number): Promise<number> =>
      deleteExpired(database, LIBRARY_SCHEMAS, now),
    /**
     * Resolves when the database answers and its schema is known.
     *
     * @throws {StoreUnavailableError} when it doesn't answer; `newer` when a newer app has
     * changed the schema. Every operation then throws that until a ping succeeds again.
     */
    async ping(): Promise<void> {
      const db: Db<EngineTables> = database.db;
      const applied = await db.selectFrom("latchkeyMigrations")
        .select(["name", "breaking"]).execute();
      ensureKnown(applied, migrations);
    },
    /** Closes the database. No operation may follow. */
    close: (): Promise<void> => database.close(),
  });
}

/** The operations on a database. */
export type Store = ReturnType<typeof createStore>;
