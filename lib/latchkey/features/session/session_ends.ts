/**
 * Which sessions are live, and ending them.
 *
 * @module
 */
import type { AccountTables } from "../account/tables.ts";
import type { SessionTables } from "./tables.ts";
import { sql } from "kysely";
import type { Database, Db } from "../../database/database.ts";
import { isId } from "../../database/row_fields.ts";
import { changeUser, lockUser, setUser } from "../account/user_rows.ts";

/** Sessions that were not ended, each with its user. */
export function liveSessions(db: Db<SessionTables & AccountTables>) {
  const cutoff = db.selectFrom("sessionCutoff").select("endedAt");
  return db.selectFrom("sessions")
    .innerJoin("users", (join) =>
      join.onRef("users.id", "=", "sessions.userId")
        .onRef("users.sessionEpoch", "=", "sessions.epoch"))
    .where(
      "sessions.createdAt",
      ">",
      (eb) => eb.fn.coalesce(cutoff, sql.lit(-1)),
    );
}

/** Ending sessions. */
export function sessionEnds(
  database: Database<SessionTables & AccountTables>,
) {
  const { db, transaction } = database;
  return {
    /** Ends one session; false when there was none. */
    async end(id: string): Promise<boolean> {
      if (!isId(id)) return false;
      const ended = await db.deleteFrom("sessions").where("id", "=", id)
        .returning("id").execute();
      return ended.length === 1;
    },
    /**
     * Ends every session of a user by beginning a new epoch, also one that is just
     * beginning; false when there is no such user.
     */
    async endAll(userId: string): Promise<boolean> {
      const user = await changeUser(
        database,
        userId,
        (user) => ({ ...user, sessionEpoch: user.sessionEpoch + 1 }),
      );
      return user !== null;
    },
    /**
     * Ends every session of a user but one, likewise at once: that one goes along into the
     * next epoch. False, and nothing changes, when the one to keep is no live session of
     * this user.
     */
    async endOthers(userId: string, keptId: string): Promise<boolean> {
      if (!isId(keptId)) return false;
      return await transaction(async (db) => {
        const user = await lockUser(db, userId);
        const kept = user && await liveSessions(db).select("sessions.id")
          .where("sessions.id", "=", keptId)
          .where("sessions.userId", "=", userId).executeTakeFirst();
        if (!kept) return false;
        const next = user.sessionEpoch + 1;
        await db.updateTable("sessions").set({ epoch: next })
          .where("id", "=", keptId).execute();
        await setUser(db, { ...user, sessionEpoch: next });
        return true;
      });
    },
    /**
     * Ends every session of everyone that began at or before `now`: by one row that every
     * look-up reads too, however many there are.
     */
    async endEveryone(now: number): Promise<void> {
      await db.insertInto("sessionCutoff").values({ id: 1, endedAt: now })
        .onConflict((conflict) =>
          conflict.column("id").doUpdateSet({ endedAt: now })
            .where("sessionCutoff.endedAt", "<", now)
        ).execute();
    },
  };
}
