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

/** Sessions that have not been ended, each joined with its account. */
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

/** Ends sessions. */
export function sessionEnds(
  database: Database<SessionTables & AccountTables>,
) {
  const { db, transaction } = database;
  return {
    /** Ends one session. Returns false if there was none. */
    async end(id: string): Promise<boolean> {
      if (!isId(id)) return false;
      const ended = await db.deleteFrom("sessions").where("id", "=", id)
        .returning("id").execute();
      return ended.length === 1;
    },
    /**
     * Ends every session of an account by starting a new epoch, including sessions that are
     * being created. Returns false if there is no such account.
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
     * Ends every session of an account except one, which moves to the new epoch. Returns
     * false and changes nothing if that one is not a live session of the account.
     */
    async endOthers(userId: string, currentId: string): Promise<boolean> {
      if (!isId(currentId)) return false;
      return await transaction(async (db) => {
        const user = await lockUser(db, userId);
        const current = user && await liveSessions(db).select("sessions.id")
          .where("sessions.id", "=", currentId)
          .where("sessions.userId", "=", userId).executeTakeFirst();
        if (!current) return false;
        const next = user.sessionEpoch + 1;
        await db.updateTable("sessions").set({ epoch: next })
          .where("id", "=", currentId).execute();
        await setUser(db, { ...user, sessionEpoch: next });
        return true;
      });
    },
    /**
     * Ends every session of every account that started at or before `now`. A single row
     * that each lookup reads, however many sessions there are.
     */
    async endEveryone(now: number): Promise<void> {
      await db.insertInto("sessionCutoff").values({ id: 1, endedAt: now })
        .onConflict((conflict) =>
          conflict.column("id").doUpdateSet({ endedAt: now })
            .where("sessionCutoff.endedAt", "<", now)
        ).execute();
    },
    /** When {@linkcode endEveryone} was last called, in milliseconds since the epoch; 0 if never. */
    async everyoneEndedAt(): Promise<number> {
      const cutoff = await db.selectFrom("sessionCutoff").select("endedAt")
        .executeTakeFirst();
      return Number(cutoff?.endedAt ?? 0);
    },
  };
}
