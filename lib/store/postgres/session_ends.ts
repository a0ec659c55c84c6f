/**
 * Ending sessions in PostgreSQL.
 *
 * @module
 */
import { isId, readSession, writeSession } from "../rows.ts";
import type { Database, Queries } from "./database.ts";
import { NOTICE_OF_EVERYONE, noticeOf } from "./notices.ts";
import { storableJson } from "./text.ts";
import { changeUser, lockUser, setUser, type Stored } from "./user.ts";

/** So many rows go in one statement, so that none takes long. */
const ROWS_A_SWEEP = 5_000;

/** Ends one session. */
export async function endSession(
  queries: Queries,
  id: string,
): Promise<boolean> {
  if (!isId(id)) return false;
  const ended = await queries.query<Stored>(
    `with gone as (delete from latchkey.sessions where id = $1 returning row, id)
     select row, ${noticeOf("session", "id")} from gone`,
    [id],
  );
  return ended.length === 1 && readSession(ended[0].row, id) !== null;
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
  await sweepSessions(database, userId, user.sessionEpoch);
  return true;
}

/** Ends every session that began at or before a time, by one row that every look-up reads too. */
export async function endEveryone(
  queries: Queries,
  now: number,
): Promise<void> {
  await queries.query(
    `with floor as (
       insert into latchkey.sessions_floor as present (ended_at) values ($1)
       on conflict (only_one) do update
         set ended_at = greatest(present.ended_at, excluded.ended_at)
       returning ended_at
     ) select ${NOTICE_OF_EVERYONE} from floor`,
    [now],
  );
}

/** Ends every session of a user but one. Takes the kept session along into the next epoch, in the transaction that begins it. */
export async function endOtherSessions(
  database: Database,
  userId: string,
  keptId: string,
): Promise<boolean> {
  if (!isId(keptId)) return false;
  const epoch = await database.transaction(async (queries) => {
    const user = await lockUser(queries, userId);
    if (!user) return null;
    const [found] = await queries.query<Stored>(
      `select sessions.row from latchkey.sessions join latchkey.live_sessions live
         on live.id = sessions.id
       where sessions.id = $1 and sessions.user_id = $2
       for update of sessions`,
      [keptId, userId],
    );
    const kept = readSession(found?.row, keptId);
    if (!kept) return null;
    const next = user.sessionEpoch + 1;
    await queries.query(
      "update latchkey.sessions set row = $2::jsonb where id = $1",
      [keptId, storableJson(writeSession({ ...kept, epoch: next }))],
    );
    await setUser(queries, { ...user, sessionEpoch: next });
    return next;
  });
  if (epoch === null) return false;
  await sweepSessions(database, userId, epoch);
  return true;
}

/** Deletes the rows of a user's sessions from before an epoch. They are dead already; sessions that began meanwhile stay. */
export async function sweepSessions(
  queries: Queries,
  userId: string,
  epoch: number,
): Promise<void> {
  let swept: unknown[];
  do {
    swept = await queries.query(
      `delete from latchkey.sessions where id = any(array(
         select id from latchkey.sessions where user_id = $1 and epoch < $2 limit $3))
       returning 1`,
      [userId, epoch, ROWS_A_SWEEP],
    );
  } while (swept.length === ROWS_A_SWEEP);
}
