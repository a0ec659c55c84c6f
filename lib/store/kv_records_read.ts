/**
 * Reading the records of Deno KV in order.
 *
 * @module
 */
import { isPresent } from "./kv_generations.ts";
import {
  ACTIVITY,
  activityKey,
  codeKey,
  CODES,
  DELETION_INDEX,
  deletionKey,
  generationKey,
  incidentKey,
  INCIDENTS,
  limitKey,
  LIMITS,
  mailKey,
  MAILS,
  REMOVAL_UNDER_WAY,
  sessionKey,
  SESSIONS,
  SESSIONS_FLOOR,
  tokenKey,
  TOKENS,
  userKey,
  USERS,
} from "./kv_keys.ts";
import { readThrough } from "./kv_reads.ts";
import { isAlive } from "./kv_session_ends.ts";
import { readActivity, readIncident } from "./log_rows.ts";
import { readMail } from "./mail_rows.ts";
import { readCode, readToken } from "./one_time_rows.ts";
import type { RecordKind, StoreRecord } from "./records.ts";
import { readSession, readUser } from "./rows.ts";

/** The most that Deno KV reads at once from a listing. */
export const BATCH_SIZE = 500;

type Entry = Deno.KvEntry<unknown>;
type MaybeRecord = StoreRecord | null;
type Records = AsyncIterable<MaybeRecord>;

/** The records of a kind, in order of their keys, after one of them. */
export async function* readRecordsOf(
  kv: Deno.Kv,
  kind: RecordKind,
  after: string | null,
): AsyncGenerator<StoreRecord> {
  for await (const record of readers[kind](kv, after)) {
    if (record) yield record;
  }
}

const readers: Record<
  RecordKind,
  (kv: Deno.Kv, after: string | null) => Records
> = {
  user: (kv, after) =>
    entries(kv, USERS, after, userKey, ({ key, value }) => {
      const user = readUser(value, key.at(-1));
      return user && { kind: "user", value: user };
    }),
  removal: (kv, after) =>
    entries(
      kv,
      [...DELETION_INDEX, REMOVAL_UNDER_WAY],
      after,
      (id) => deletionKey(REMOVAL_UNDER_WAY, id),
      ({ key }) => ({ kind: "removal", value: { userId: String(key.at(-1)) } }),
    ),
  session: readSessions,
  sessionsFloor: readFloor,
  limit: (kv, after) =>
    entries(
      kv,
      LIMITS,
      after,
      limitKey,
      ({ key, value: fullAt }) =>
        typeof fullAt === "number" && Number.isSafeInteger(fullAt)
          ? { kind: "limit", value: { key: String(key.at(-1)), fullAt } }
          : null,
    ),
  oneTimeToken: readTokens,
  oneTimeCode: readCodes,
  activity: (kv, after) =>
    entries(kv, ACTIVITY, after, toActivityKey, ({ key, value }) => {
      const activity = readActivity(value, key.at(-1));
      return activity && { kind: "activity", value: activity };
    }),
  incident: (kv, after) =>
    entries(kv, INCIDENTS, after, toIncidentKey, ({ key, value }) => {
      const incident = readIncident(value, key.at(-1));
      return incident && { kind: "incident", value: incident };
    }),
  mail: (kv, after) =>
    entries(kv, MAILS, after, mailKey, ({ key, value }) => {
      const stored = readMail(value, key.at(-1));
      return stored && { kind: "mail", value: stored };
    }),
};

/** The entries beneath a prefix whose key comes after that of a record. */
function listAfter(
  kv: Deno.Kv,
  prefix: Deno.KvKey,
  after: Deno.KvKey | null,
): AsyncIterable<Entry> {
  // The key after a key is that key with an empty part.
  const selector = after ? { prefix, start: [...after, ""] } : { prefix };
  return kv.list(selector, { batchSize: BATCH_SIZE });
}

async function* entries(
  kv: Deno.Kv,
  prefix: Deno.KvKey,
  after: string | null,
  toKey: (recordKey: string) => Deno.KvKey,
  toRecord: (entry: Entry) => MaybeRecord,
): Records {
  const list = listAfter(kv, prefix, after === null ? null : toKey(after));
  for await (const entry of list) yield toRecord(entry);
}

function toActivityKey(recordKey: string): Deno.KvKey {
  const [userId, at, id] = recordKey.split(" ");
  return activityKey(userId, Number(at), id);
}

function toIncidentKey(recordKey: string): Deno.KvKey {
  const [at, id] = recordKey.split(" ");
  return incidentKey(Number(at), id);
}

function toCodeKey(recordKey: string): Deno.KvKey {
  const space = recordKey.indexOf(" ");
  return codeKey(recordKey.slice(0, space), recordKey.slice(space + 1));
}

async function* readSessions(kv: Deno.Kv, after: string | null): Records {
  const floor = await kv.get(SESSIONS_FLOOR);
  const list = listAfter(
    kv,
    SESSIONS,
    after === null ? null : sessionKey(after),
  );
  const read = ({ key, value }: Entry) => readSession(value, key.at(-1));
  // No user has an empty id.
  const toUserKey = (entry: Entry) => userKey(read(entry)?.userId ?? "");
  for await (const [entry, { value }] of readThrough(kv, list, toUserKey)) {
    const session = read(entry);
    const user = session && readUser(value, session.userId);
    if (!session || !isAlive(session, user, floor)) continue;
    yield { kind: "session", value: session };
  }
}

async function* readFloor(kv: Deno.Kv, after: string | null): Records {
  const { value: endedAt } = await kv.get(SESSIONS_FLOOR);
  if (after !== null || typeof endedAt !== "number") return;
  yield await Promise.resolve({ kind: "sessionsFloor", value: { endedAt } });
}

async function* readTokens(kv: Deno.Kv, after: string | null): Records {
  const list = listAfter(kv, TOKENS, after === null ? null : tokenKey(after));
  const read = ({ key, value }: Entry) => readToken(value, key.at(-1));
  const toGenerationKey = (entry: Entry) => {
    const { subject = "", scope = "" } = read(entry)?.token ?? {};
    return generationKey(subject, scope);
  };
  for await (
    const [entry, generation] of readThrough(kv, list, toGenerationKey)
  ) {
    const stored = read(entry);
    if (!stored || !isPresent(stored.generation, generation)) continue;
    yield { kind: "oneTimeToken", value: stored.token };
  }
}

async function* readCodes(kv: Deno.Kv, after: string | null): Records {
  const list = listAfter(kv, CODES, after === null ? null : toCodeKey(after));
  const placeOf = ({ key: [, subject, scope] }: Entry) =>
    [String(subject), String(scope)] as const;
  const toGenerationKey = (entry: Entry) => generationKey(...placeOf(entry));
  for await (
    const [entry, generation] of readThrough(kv, list, toGenerationKey)
  ) {
    const stored = readCode(entry.value, ...placeOf(entry));
    if (!stored || !isPresent(stored.generation, generation)) continue;
    yield { kind: "oneTimeCode", value: stored.code };
  }
}
