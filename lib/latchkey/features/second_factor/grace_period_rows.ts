/**
 * Grace periods in the database.
 *
 * @module
 */
import * as v from "valibot";
import type { Database } from "../../database/database.ts";
import { isId, readRow, time } from "../../database/row_fields.ts";
import { insertOfUser } from "../../database/rows_of_users.ts";
import type { SecondFactorTables } from "./tables.ts";

const graceRow = v.object({ startedAt: time });

/** The grace periods of a database. */
export function createGracePeriods({ db }: Database<SecondFactorTables>) {
  async function find(userId: string): Promise<number | null> {
    if (!isId(userId)) return null;
    const row = await db.selectFrom("factorGracePeriods").select("startedAt")
      .where("userId", "=", userId).executeTakeFirst();
    return readRow(graceRow, row)?.startedAt ?? null;
  }
  return {
    /** When the grace period of an account started; null if it has not. */
    find,
    /**
     * Starts it, unless it has started before or the account is gone. Of several that start it
     * at once, the first one counts.
     *
     * @returns When it started.
     */
    async start(userId: string, now: number): Promise<number> {
      const before = await find(userId);
      if (before !== null || !isId(userId)) return before ?? now;
      const row = { userId, startedAt: now };
      await insertOfUser(db, "factorGracePeriods", row, "userId");
      return await find(userId) ?? now;
    },
  };
}
