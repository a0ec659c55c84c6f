/**
 * Sessions in Deno KV.
 *
 * @module
 */
import { decide, type Decision, expireIn } from "./kv_atomic.ts";
import {
  sessionIndexKey,
  sessionIndexPrefix,
  sessionKey,
  SESSIONS,
  SESSIONS_FLOOR,
  userKey,
} from "./kv_keys.ts";
import { readThrough } from "./kv_reads.ts";
import {
  endAllSessions,
  endEveryone,
  endOtherSessions,
  endSession,
  isAlive,
  toSessionKey,
} from "./kv_session_ends.ts";
import { isId, readSession, readUser, writeSession } from "./rows.ts";
import type { Session, SessionStore, User } from "./store.ts";

/** The sessions of a database. */
export function kvSessions(kv: Deno.Kv): SessionStore {
  return {
    create: (session) => putSessions(kv, [session], session.createdAt),
    find: (id, userId) => findSession(kv, id, userId),
    touch: (id, now) =>
      changeSession(kv, id, now, (session) => ({
        ...session,
        lastSeenAt: Math.max(session.lastSeenAt, now),
      })),
    confirmPassword: (id, now) =>
      changeSession(kv, id, now, (session) => ({
        ...session,
        passwordAt: Math.max(session.passwordAt, now),
      })),
    end: (id) => endSession(kv, id),
    endAll: (userId) => endAllSessions(kv, userId),
    endOthers: (userId, keptId, now) =>
      endOtherSessions(kv, userId, keptId, now),
    endEveryone: (now) => endEveryone(kv, now),
    count: () => countSessions(kv),
    listOf: (userId) => sessionsOf(kv, userId),
  };
}

/** Keeps sessions, in one write. */
export async function putSessions(
  kv: Deno.Kv,
  sessions: readonly Session[],
  now: number,
): Promise<void> {
  const write = kv.atomic();
  for (const session of sessions) {
    const row = writeSession(session);
    const expiry = expireIn(now, row.expiresAt);
    write.set(sessionKey(row.id), row, expiry)
      .set(sessionIndexKey(row.userId, row.id), row.epoch, expiry);
  }
  await write.commit();
}

async function findSession(
  kv: Deno.Kv,
  id: string,
  userId: string,
): Promise<{ session: Session; user: User } | null> {
  if (!isId(id) || !isId(userId)) return null;
  const [sessionEntry, userEntry, floorEntry] = await kv.getMany([
    sessionKey(id),
    userKey(userId),
    SESSIONS_FLOOR,
  ]);
  const session = readSession(sessionEntry.value, id);
  const user = readUser(userEntry.value, userId);
  return session && isAlive(session, user, floorEntry)
    ? { session, user }
    : null;
}

/** Replaces a session's record while it is alive; false when it is not, which this does not change. */
async function changeSession(
  kv: Deno.Kv,
  id: string,
  now: number,
  change: (session: Session) => Session,
): Promise<boolean> {
  if (!isId(id)) return false;
  return await decide(async (): Promise<Decision<boolean>> => {
    const entry = await kv.get(sessionKey(id));
    const session = readSession(entry.value, id);
    if (!session) return { answer: false };
    const [userEntry, floorEntry] = await kv.getMany([
      userKey(session.userId),
      SESSIONS_FLOOR,
    ]);
    const user = readUser(userEntry.value, session.userId);
    if (!isAlive(session, user, floorEntry)) return { answer: false };
    const row = writeSession(change(session));
    const write = kv.atomic().check(entry)
      .set(entry.key, row, expireIn(now, row.expiresAt));
    return { answer: true, write };
  });
}

async function sessionsOf(kv: Deno.Kv, userId: string): Promise<Session[]> {
  if (!isId(userId)) return [];
  const [userEntry, floorEntry] = await kv.getMany([
    userKey(userId),
    SESSIONS_FLOOR,
  ]);
  const user = readUser(userEntry.value, userId);
  const index = kv.list({ prefix: sessionIndexPrefix(userId) });
  const sessions: Session[] = [];
  for await (const [{ key }, entry] of readThrough(kv, index, toSessionKey)) {
    const session = readSession(entry.value, key.at(-1));
    if (session && isAlive(session, user, floorEntry)) sessions.push(session);
  }
  return sessions.sort((a, b) => b.createdAt - a.createdAt);
}

/** Counts the records of sessions that have not ended; a few that are about to be swept or to expire count too. */
async function countSessions(kv: Deno.Kv): Promise<number> {
  const { value: floor } = await kv.get(SESSIONS_FLOOR);
  const endedAt = typeof floor === "number" ? floor : -Infinity;
  let count = 0;
  const all = kv.list({ prefix: SESSIONS }, { batchSize: 500 });
  for await (const { key, value } of all) {
    const session = readSession(value, key.at(-1));
    if (session && session.createdAt > endedAt) count++;
  }
  return count;
}
