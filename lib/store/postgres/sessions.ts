/**
 * Sessions in PostgreSQL.
 *
 * @module
 */
import { isId, readSession, readUser, writeSession } from "../rows.ts";
import type { Session, SessionStore } from "../sessions.ts";
import type { User } from "../users.ts";
import type { Database, Queries } from "./database.ts";
import { noticeOf } from "./notices.ts";
import {
  endAllSessions,
  endEveryone,
  endOtherSessions,
  endSession,
} from "./session_ends.ts";
import { storableJson } from "./text.ts";

/** The sessions of a database. */
export function postgresSessions(database: Database): SessionStore {
  return {
    create: (session) => createSession(database, session),
    find: (id, userId) => findSession(database, id, userId),
    touch: (id, now) => noteTime(database, id, "lastSeenAt", now),
    confirmPassword: async (id, now) => {
      const confirmed = await noteTime(database, id, "passwordAt", now);
      if (confirmed) {
        await database.query(`select ${noticeOf("session", "$1::text")}`, [id]);
      }
      return confirmed;
    },
    end: (id) => endSession(database, id),
    endAll: (userId) => endAllSessions(database, userId),
    endOthers: (userId, keptId) => endOtherSessions(database, userId, keptId),
    endEveryone: (now) => endEveryone(database, now),
    count: () => countSessions(database),
    listOf: (userId) => sessionsOf(database, userId),
  };
}

async function createSession(
  queries: Queries,
  session: Session,
): Promise<void> {
  await queries.query(
    `insert into latchkey.sessions (row) values ($1::jsonb)
     on conflict (id) do update set row = excluded.row`,
    [storableJson(writeSession(session))],
  );
}

interface Live {
  readonly row: unknown;
  readonly user_row: unknown;
}

async function findSession(
  queries: Queries,
  id: string,
  userId: string,
): Promise<{ session: Session; user: User } | null> {
  if (!isId(id) || !isId(userId)) return null;
  const [found] = await queries.query<Live>(
    `select row, user_row from latchkey.live_sessions
     where id = $1 and user_id = $2`,
    [id, userId],
  );
  const session = readSession(found?.row, id);
  const user = readUser(found?.user_row, userId);
  return session && user ? { session, user } : null;
}

/** Moves one of a session's times on while it is alive; false when it is not. A clock that was set back moves nothing. */
async function noteTime(
  queries: Queries,
  id: string,
  field: "lastSeenAt" | "passwordAt",
  time: number,
): Promise<boolean> {
  if (!isId(id)) return false;
  const [noted] = await queries.query<{ row: unknown }>(
    `update latchkey.sessions set row = jsonb_set(sessions.row, array[$2::text],
       to_jsonb(greatest((sessions.row->>$2)::bigint, $3::bigint)))
     from latchkey.live_sessions live
     where live.id = sessions.id and sessions.id = $1
     returning sessions.row`,
    [id, field, time],
  );
  return readSession(noted?.row, id) !== null;
}

async function sessionsOf(
  queries: Queries,
  userId: string,
): Promise<Session[]> {
  if (!isId(userId)) return [];
  const rows = await queries.query<{ row: unknown; id: string }>(
    "select row, id from latchkey.live_sessions where user_id = $1",
    [userId],
  );
  return rows.map(({ row, id }) => readSession(row, id))
    .filter((session) => session !== null)
    .sort((a, b) => b.createdAt - a.createdAt);
}

async function countSessions(queries: Queries): Promise<number> {
  const [{ count }] = await queries.query<{ count: number }>(
    "select count(*) from latchkey.live_sessions",
  );
  return count;
}
