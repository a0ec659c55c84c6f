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

/** Ends one session; false when there was none. */
export async function endSession(
  db: Db<SessionTables & AccountTables>,
  id: string,
): Promise<boolean> {
  if (!isId(id)) return false;
  const ended = await db.deleteFrom("sessions").where("id", "=", id)
    .returning("id").execute();
  return ended.length === 1;
}

/** Ends every session of a user by beginning a new epoch. */
export async function endAllSessions(
  database: Database<SessionTables & AccountTables>,
  userId: string,
): Promise<boolean> {
  const user = await changeUser(
    database,
    userId,
    (user) => ({ ...user, sessionEpoch: user.sessionEpoch + 1 }),
  );
  return user !== null;
}

/** Ends every session that began at or before a time, by one row that every look-up reads too. */
export async function endEveryone(
  db: Db<SessionTables & AccountTables>,
  now: number,
): Promise<void> {
  await db.insertInto("sessionCutoff").values({ id: 1, endedAt: now })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet({ endedAt: now })
        .where("sessionCutoff.endedAt", "<", now)
    ).execute();
}

/** Ends every session of a user but one, which goes along into the next epoch in the transaction that begins it. */
export function endOtherSessions(
  { transaction }: Database<SessionTables & AccountTables>,
  userId: string,
  keptId: string,
): Promise<boolean> {
  if (!isId(keptId)) return Promise.resolve(false);
  return transaction(async (db) => {
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
}
