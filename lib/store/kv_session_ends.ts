/**
 * Ending sessions in Deno KV.
 *
 * @module
 */
import { decide, type Decision, expireIn } from "./kv_atomic.ts";
import {
  sessionIndexKey,
  sessionIndexPrefix,
  sessionKey,
  SESSIONS_FLOOR,
} from "./kv_keys.ts";
import { sweep } from "./kv_reads.ts";
import { changeUser, getUser, setUser } from "./kv_user.ts";
import { isId, readSession, writeSession } from "./rows.ts";
import type { Session, User } from "./store.ts";

/** Whether a session is this user's and neither they nor everyone were signed out since. */
export function isAlive(
  session: Session,
  user: User | null,
  { value: floor }: Deno.KvEntryMaybe<unknown>,
): user is User {
  return session.userId === user?.id && session.epoch === user.sessionEpoch &&
    !(typeof floor === "number" && session.createdAt <= floor);
}

/** Ends one session. */
export async function endSession(kv: Deno.Kv, id: string): Promise<boolean> {
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

/** Ends every session of a user by beginning a new epoch, then sweeps their records. */
export async function endAllSessions(
  kv: Deno.Kv,
  userId: string,
): Promise<boolean> {
  const user = await changeUser(
    kv,
    userId,
    (user) => ({ ...user, sessionEpoch: user.sessionEpoch + 1 }),
  );
  if (!user) return false;
  await sweepSessions(kv, userId, user.sessionEpoch);
  return true;
}

/** Ends every session that began at or before a time, by one record that every look-up reads too. */
export function endEveryone(kv: Deno.Kv, now: number): Promise<void> {
  return decide(async (): Promise<Decision<void>> => {
    const entry = await kv.get(SESSIONS_FLOOR);
    const { value: floor } = entry;
    if (typeof floor === "number" && floor >= now) return { answer: undefined };
    const write = kv.atomic().check(entry).set(entry.key, now);
    return { answer: undefined, write };
  });
}

/** Ends every session of a user but one. Takes the kept session along into the next epoch, in the write that begins it. */
export async function endOtherSessions(
  kv: Deno.Kv,
  userId: string,
  keptId: string,
  now: number,
): Promise<boolean> {
  if (!isId(keptId)) return false;
  const epoch = await decide(async (): Promise<Decision<number | null>> => {
    const found = await getUser(kv, userId);
    const [entry, floorEntry] = await kv.getMany([
      sessionKey(keptId),
      SESSIONS_FLOOR,
    ]);
    const kept = readSession(entry.value, keptId);
    if (!found || !kept || !isAlive(kept, found.user, floorEntry)) {
      return { answer: null };
    }
    const next = found.user.sessionEpoch + 1;
    const expiry = expireIn(now, kept.expiresAt);
    const write = kv.atomic().check(found.entry, entry)
      .set(entry.key, writeSession({ ...kept, epoch: next }), expiry)
      .set(sessionIndexKey(userId, keptId), next, expiry);
    setUser(write, found.user, { ...found.user, sessionEpoch: next });
    return { answer: next, write };
  });
  if (epoch === null) return false;
  await sweepSessions(kv, userId, epoch);
  return true;
}

/**
 * Deletes the records of a user's sessions from before an epoch. They are dead
 * already; sessions that began meanwhile stay.
 */
export function sweepSessions(
  kv: Deno.Kv,
  userId: string,
  epoch: number,
): Promise<void> {
  return sweep(kv, sessionIndexPrefix(userId), (entry) => {
    const isNewer = typeof entry.value === "number" && entry.value >= epoch;
    return isNewer ? null : [toSessionKey(entry)];
  });
}

/** Where the session lies that an entry of the index stands for. */
export function toSessionKey(indexEntry: Deno.KvEntry<unknown>): Deno.KvKey {
  return sessionKey(String(indexEntry.key.at(-1)));
}
