/**
 * Ending sessions.
 *
 * @module
 */
import type { Database, Db } from "../database/database.ts";
import { liveSessions } from "./sessions.ts";
import { isId } from "./user.ts";
import { changeUser, lockUser, setUser } from "./user_rows.ts";

/** So many rows go in one statement, so that none takes long. */
const ROWS_A_SWEEP = 1_000;

/** Ends one session; false when there was none. */
export async function endSession(db: Db, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  const ended = await db.deleteFrom("sessions").where("id", "=", id)
    .returning("id").execute();
  return ended.length === 1;
}

/** Ends every session of a user by beginning a new epoch, then sweeps their rows. */
export async function endAllSessions(
  database: Database,
  userId: string,
): Promise<boolean> {
  const user = await changeUser(
    database,
    userId,
    (user) => ({ ...user, sessionEpoch: user.sessionEpoch + 1 }),
  );
  if (!user) return false;
  await sweepSessions(database.db, userId, user.sessionEpoch);
  return true;
}

/** Ends every session that began at or before a time, by one row that every look-up reads too. */
export async function endEveryone(db: Db, now: number): Promise<void> {
  await db.insertInto("sessionCutoff").values({ id: 1, endedAt: now })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet({ endedAt: now })
        .where("sessionCutoff.endedAt", "<", now)
    ).execute();
}

/** Ends every session of a user but one, which goes along into the next epoch in the transaction that begins it. */
export async function endOtherSessions(
  { db, transaction }: Database,
  userId: string,
  keptId: string,
): Promise<boolean> {
  if (!isId(keptId)) return false;
  const epoch = await transaction(async (db) => {
    const user = await lockUser(db, userId);
    const kept = user && await liveSessions(db).select("sessions.id")
      .where("sessions.id", "=", keptId)
      .where("sessions.userId", "=", userId).executeTakeFirst();
    if (!kept) return null;
    const next = user.sessionEpoch + 1;
    await db.updateTable("sessions").set({ epoch: next })
      .where("id", "=", keptId).execute();
    await setUser(db, { ...user, sessionEpoch: next });
    return next;
  });
  if (epoch === null) return false;
  await sweepSessions(db, userId, epoch);
  return true;
}

/** Deletes the rows of a user's sessions from before an epoch. They are over already; sessions that began meanwhile stay. */
export async function sweepSessions(
  db: Db,
  userId: string,
  epoch: number,
): Promise<void> {
  let swept: unknown[];
  do {
    swept = await db.deleteFrom("sessions")
      .where(
        "id",
        "in",
        (eb) =>
          eb.selectFrom("sessions").select("id").where("userId", "=", userId)
            .where("epoch", "<", epoch).limit(ROWS_A_SWEEP),
      )
      .returning("id").execute();
  } while (swept.length === ROWS_A_SWEEP);
}
