/**
 * Sessions in Deno KV.
 *
 * @module
 */
import { decide, expireIn } from "./kv_atomic.ts";
import {
  sessionIndexKey,
  sessionIndexPrefix,
  sessionKey,
  userKey,
} from "./kv_keys.ts";
import { changeUser, getUser } from "./kv_user.ts";
import {
  isId,
  readSession,
  readUser,
  writeSession,
  writeUser,
} from "./rows.ts";
import type { Session, SessionStore, User } from "./store.ts";

/** The sessions of a database. */
export function kvSessions(kv: Deno.Kv): SessionStore {
  return {
    create: (session) => createSession(kv, session),
    find: (id, userId) => findSession(kv, id, userId),
    touch: (id, lastSeenAt) => touchSession(kv, id, lastSeenAt),
    end: (id) => endSession(kv, id),
    endAll: (userId) => endAllSessions(kv, userId),
    endOthers: (userId, keptId, now) =>
      endOtherSessions(kv, userId, keptId, now),
    listOf: (userId) => sessionsOf(kv, userId),
  };
}

async function createSession(kv: Deno.Kv, session: Session): Promise<void> {
  const row = writeSession(session);
  const expiry = expireIn(row.createdAt, row.expiresAt);
  await kv.atomic()
    .set(sessionKey(row.id), row, expiry)
    .set(sessionIndexKey(row.userId, row.id), row.epoch, expiry)
    .commit();
}

async function findSession(
  kv: Deno.Kv,
  id: string,
  userId: string,
): Promise<{ session: Session; user: User } | null> {
  if (!isId(id) || !isId(userId)) return null;
  const [sessionEntry, userEntry] = await kv.getMany([
    sessionKey(id),
    userKey(userId),
  ]);
  const session = readSession(sessionEntry.value, id);
  const user = readUser(userEntry.value, userId);
  return session && user && belongs(session, user) ? { session, user } : null;
}

function belongs(session: Session, user: User): boolean {
  return session.userId === user.id && session.epoch === user.sessionEpoch;
}

async function touchSession(
  kv: Deno.Kv,
  id: string,
  lastSeenAt: number,
): Promise<boolean> {
  if (!isId(id)) return false;
  return await decide(async () => {
    const entry = await kv.get(sessionKey(id));
    const session = readSession(entry.value, id);
    if (!session) return { answer: false };
    if (session.lastSeenAt >= lastSeenAt) return { answer: true };
    const write = kv.atomic().check(entry).set(
      entry.key,
      writeSession({ ...session, lastSeenAt }),
      expireIn(lastSeenAt, session.expiresAt),
    );
    return { answer: true, write };
  });
}

async function endSession(kv: Deno.Kv, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  return await decide(async () => {
    const entry = await kv.get(sessionKey(id));
    if (entry.versionstamp === null) return { answer: false };
    const write = kv.atomic().check(entry).delete(entry.key);
    const session = readSession(entry.value, id);
    if (session) write.delete(sessionIndexKey(session.userId, id));
    return { answer: session !== null, write };
  });
}

async function endAllSessions(kv: Deno.Kv, userId: string): Promise<boolean> {
  const user = await changeUser(
    kv,
    userId,
    (user) => ({ ...user, sessionEpoch: user.sessionEpoch + 1 }),
  );
  if (!user) return false;
  await sweepSessions(kv, userId, user.sessionEpoch);
  return true;
}

/** Takes the kept session along into the next epoch, in the write that begins it. */
async function endOtherSessions(
  kv: Deno.Kv,
  userId: string,
  keptId: string,
  now: number,
): Promise<boolean> {
  if (!isId(keptId)) return false;
  const epoch = await decide(async () => {
    const found = await getUser(kv, userId);
    const entry = await kv.get(sessionKey(keptId));
    const kept = readSession(entry.value, keptId);
    if (!found || !kept || !belongs(kept, found.user)) return { answer: null };
    const next = found.user.sessionEpoch + 1;
    const expiry = expireIn(now, kept.expiresAt);
    const write = kv.atomic().check(found.entry, entry)
      .set(userKey(userId), writeUser({ ...found.user, sessionEpoch: next }))
      .set(entry.key, writeSession({ ...kept, epoch: next }), expiry)
      .set(sessionIndexKey(userId, keptId), next, expiry);
    return { answer: next, write };
  });
  if (epoch === null) return false;
  await sweepSessions(kv, userId, epoch);
  return true;
}

async function sessionsOf(kv: Deno.Kv, userId: string): Promise<Session[]> {
  const user = (await getUser(kv, userId))?.user;
  if (!user) return [];
  const index = kv.list({ prefix: sessionIndexPrefix(userId) });
  const sessions: Session[] = [];
  for await (const entries of inGroups(index, MAX_KEYS_A_READ)) {
    for (const { key, value } of await kv.getMany(entries.map(toSessionKey))) {
      const session = readSession(value, key.at(-1));
      if (session && belongs(session, user)) sessions.push(session);
    }
  }
  return sessions.sort((a, b) => b.createdAt - a.createdAt);
}

/**
 * Deletes the records of a user's sessions from before an epoch. They are dead
 * already; sessions that began meanwhile stay.
 */
export async function sweepSessions(
  kv: Deno.Kv,
  userId: string,
  epoch: number,
): Promise<void> {
  const index = kv.list({ prefix: sessionIndexPrefix(userId) });
  for await (const entries of inGroups(index, MAX_SESSIONS_A_WRITE)) {
    const write = kv.atomic();
    for (const entry of entries) {
      if (typeof entry.value === "number" && entry.value >= epoch) continue;
      write.delete(entry.key).delete(toSessionKey(entry));
    }
    await write.commit();
  }
}

/** Deno KV reads at most ten keys at once. */
const MAX_KEYS_A_READ = 10;

/** Deno KV writes at most a thousand keys at once, and a session has two. */
const MAX_SESSIONS_A_WRITE = 400;

function toSessionKey(indexEntry: Deno.KvEntry<unknown>): string[] {
  return sessionKey(String(indexEntry.key.at(-1)));
}

async function* inGroups<Item>(
  items: AsyncIterable<Item>,
  size: number,
): AsyncGenerator<Item[]> {
  let group: Item[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
