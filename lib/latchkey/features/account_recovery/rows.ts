/**
 * Reads and writes recoveries.
 *
 * @module
 */
import type { Database, Db } from "../../database/database.ts";
import { isId, readRow, writeRow } from "../../database/row_fields.ts";
import { type Recovery, recoveryRow, type RecoveryTables } from "./tables.ts";

const COLUMNS = [
  "id",
  "userId",
  "stage",
  "startedAt",
  "waitMs",
  "waitedMs",
  "seenAt",
  "toldAt",
  "remindedAt",
  "readyAt",
  "endedAt",
  "stoppedBy",
  "notices",
  "language",
  "userAgent",
  "client",
  "credentialEpoch",
  "keptUntil",
] as const;

/** The recovery that runs for an account; null if there is none. */
export async function findRunning(
  db: Db<RecoveryTables>,
  userId: string,
): Promise<Recovery | null> {
  if (!isId(userId)) return null;
  const row = await db.selectFrom("accountRecoveries").select(COLUMNS)
    .where("userId", "=", userId).where("endedAt", "is", null)
    .executeTakeFirst();
  return readRow(recoveryRow, row);
}

/** {@linkcode findRunning} outside transactions, for every page of a session. */
export function prepareRunning(database: Database<RecoveryTables>) {
  const query = database.prepare((db, value) =>
    db.selectFrom("accountRecoveries").select(COLUMNS)
      .where("userId", "=", value<string>(0)).where("endedAt", "is", null)
  );
  return async (userId: string): Promise<Recovery | null> =>
    isId(userId) ? readRow(recoveryRow, await query.first(userId)) : null;
}

/** A recovery by its id; null if there is none. */
export async function findById(
  db: Db<RecoveryTables>,
  id: string,
): Promise<Recovery | null> {
  if (!isId(id)) return null;
  const row = await db.selectFrom("accountRecoveries").select(COLUMNS)
    .where("id", "=", id).executeTakeFirst();
  return readRow(recoveryRow, row);
}

/** The recoveries of an account, newest first. */
export async function listOf(
  db: Db<RecoveryTables>,
  userId: string,
): Promise<readonly Recovery[]> {
  if (!isId(userId)) return [];
  const rows = await db.selectFrom("accountRecoveries").select(COLUMNS)
    .where("userId", "=", userId).orderBy("startedAt", "desc").orderBy("id")
    .execute();
  return readAll(rows);
}

/** All that run, oldest first. */
export async function listRunning(
  db: Db<RecoveryTables>,
): Promise<readonly Recovery[]> {
  const rows = await db.selectFrom("accountRecoveries").select(COLUMNS)
    .where("endedAt", "is", null).orderBy("startedAt").orderBy("id").execute();
  return readAll(rows);
}

/** Adds a recovery. */
export async function insertRecovery(
  db: Db<RecoveryTables>,
  recovery: Recovery,
): Promise<void> {
  await db.insertInto("accountRecoveries")
    .values(writeRow(recoveryRow, recovery)).execute();
}

/** Replaces a recovery, but not what only deliveries change. */
export async function updateRecovery(
  db: Db<RecoveryTables>,
  recovery: Recovery,
): Promise<void> {
  const { id, stage, waitedMs, seenAt, readyAt, endedAt, stoppedBy } = writeRow(
    recoveryRow,
    recovery,
  );
  await db.updateTable("accountRecoveries")
    .set({ stage, waitedMs, seenAt, readyAt, endedAt, stoppedBy })
    .where("id", "=", id).execute();
}

/**
 * Ends an invalid row, which would otherwise keep the account from starting another. Nothing
 * reads it.
 */
export async function endUnreadable(
  db: Db<RecoveryTables>,
  userId: string,
  now: number,
): Promise<void> {
  await db.updateTable("accountRecoveries")
    .set({ stage: "lapsed", endedAt: now })
    .where("userId", "=", userId).where("endedAt", "is", null).execute();
}

/**
 * Counts an email that a mail server accepted.
 *
 * @param column The time to set, unless it is set; null for none.
 */
export async function countDelivery(
  db: Db<RecoveryTables>,
  id: string,
  column: "toldAt" | "remindedAt" | null,
  now: number,
): Promise<void> {
  if (!isId(id)) return;
  await db.updateTable("accountRecoveries")
    .set((eb) => ({ notices: eb("notices", "+", 1) }))
    .where("id", "=", id).execute();
  if (column === null) return;
  await db.updateTable("accountRecoveries").set({ [column]: now })
    .where("id", "=", id).where(column, "is", null).execute();
}

function readAll(rows: readonly unknown[]): readonly Recovery[] {
  return rows.map((row) => readRow(recoveryRow, row))
    .filter((recovery) => recovery !== null);
}
