/**
 * Adding records to Deno KV as they are.
 *
 * @module
 */
import {
  addressEntries,
  type AddressEntry,
  freeAddresses,
  keepAddress,
  keptUntil,
  ownerId,
} from "./kv_addresses.ts";
import { decide, type Decision, expireIn } from "./kv_atomic.ts";
import {
  activityKey,
  addressIndexKey,
  deletionKey,
  incidentKey,
  limitKey,
  REMOVAL_UNDER_WAY,
  SESSIONS_FLOOR,
  userKey,
} from "./kv_keys.ts";
import { putMail } from "./kv_mails.ts";
import { createCode } from "./kv_one_time_codes.ts";
import { createToken } from "./kv_one_time_tokens.ts";
import { getAll } from "./kv_reads.ts";
import { putSessions } from "./kv_sessions.ts";
import { setUser } from "./kv_user.ts";
import { writeActivity, writeIncident } from "./log_rows.ts";
import type { StoreRecord } from "./records.ts";
import { readUser } from "./rows.ts";
import type { Session } from "./sessions.ts";
import type { User } from "./users.ts";

/** So many at once are written together by the database; more only wait. */
const AT_ONCE = 100;

/** Deno KV checks at most a hundred entries in one write, and a new user has two. */
const USERS_A_WRITE = 50;

/** Deno KV writes at most 800 KB at once, and a session has at most 2 KB. */
const SESSIONS_A_WRITE = 200;

type OtherRecord = Exclude<StoreRecord, { kind: "user" | "session" }>;

/**
 * Adds records. A write costs far more than what it holds, so users and sessions, of which
 * there are most, go many in one.
 */
export async function writeRecords(
  kv: Deno.Kv,
  records: readonly StoreRecord[],
  now: number,
): Promise<void> {
  const users: User[] = [];
  const sessions: Session[] = [];
  const others: OtherRecord[] = [];
  for (const record of records) {
    if (record.kind === "user") users.push(record.value);
    else if (record.kind === "session") sessions.push(record.value);
    else others.push(record);
  }
  for (const some of slices(users, USERS_A_WRITE)) {
    if (await addNewUsers(kv, some)) continue;
    for (const user of some) await putUser(kv, user, now);
  }
  for (const some of slices(sessions, SESSIONS_A_WRITE)) {
    await putSessions(kv, some, now);
  }
  for (const some of slices(others, AT_ONCE)) {
    await Promise.all(some.map((record) => writeRecord(kv, record, now)));
  }
}

function* slices<Item>(
  items: readonly Item[],
  size: number,
): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += size) {
    yield items.slice(from, from + size);
  }
}

async function writeRecord(
  kv: Deno.Kv,
  { kind, value }: OtherRecord,
  now: number,
): Promise<void> {
  switch (kind) {
    case "removal":
      await kv.set(deletionKey(REMOVAL_UNDER_WAY, value.userId), true);
      return;
    case "sessionsFloor":
      await kv.set(SESSIONS_FLOOR, value.endedAt);
      return;
    case "limit": {
      const { key, fullAt } = value;
      await kv.set(limitKey(key), fullAt, expireIn(now, fullAt));
      return;
    }
    case "oneTimeToken":
      return await createToken(kv, value);
    case "oneTimeCode":
      return await createCode(kv, value);
    case "activity": {
      const { userId, at, id, expiresAt } = value;
      const row = writeActivity(value);
      await kv.set(activityKey(userId, at, id), row, expireIn(now, expiresAt));
      return;
    }
    case "incident":
      await kv.set(incidentKey(value.at, value.id), writeIncident(value));
      return;
    case "mail":
      return await putMail(kv, value);
  }
}

/**
 * Adds users in one write. False, and nothing is written, where it is not that simple: one
 * of them is there already, or an address is somebody's, that of two of them, or a former one.
 */
async function addNewUsers(
  kv: Deno.Kv,
  users: readonly User[],
): Promise<boolean> {
  const ids = new Set(users.map(({ id }) => id));
  const addresses = new Set(users.map(({ addressKey }) => addressKey));
  if (ids.size < users.length || addresses.size < users.length) return false;
  if (users.some((user) => user.formerAddresses.length > 0)) return false;
  const keys = [...ids].map(userKey);
  keys.push(...[...addresses].map(addressIndexKey));
  const entries = await getAll(kv, keys);
  if (entries.some(({ versionstamp }) => versionstamp !== null)) return false;
  const write = kv.atomic().check(...entries);
  for (const user of users) {
    setUser(write, null, user);
    write.set(addressIndexKey(user.addressKey), user.id);
  }
  return (await write.commit()).ok;
}

function putUser(kv: Deno.Kv, user: User, now: number): Promise<void> {
  return decide(async (): Promise<Decision<void>> => {
    const entry = await kv.get(userKey(user.id));
    const before = readUser(entry.value, user.id);
    const [present, ...former] = await addressEntries(kv, [
      user,
      ...user.formerAddresses,
    ]);
    const write = kv.atomic().check(entry);
    await freeOthers(kv, write, before, user);
    takeAddress(write, present, user);
    for (const [place, kept] of former.entries()) {
      const address = user.formerAddresses[place];
      if (address.addressKey === user.addressKey) continue;
      const isTheirs = ownerId(kept) === user.id;
      const other = keptUntil(kept);
      const isFree = kept.versionstamp === null ||
        (other !== null && other < address.keptUntil);
      if (isTheirs || isFree) {
        keepAddress(write.check(kept), address, user.id, now);
      }
    }
    setUser(write, before, user);
    return { answer: undefined, write };
  });
}

/** Frees the addresses that the user had before and has no longer. */
async function freeOthers(
  kv: Deno.Kv,
  write: Deno.AtomicOperation,
  before: User | null,
  after: User,
): Promise<void> {
  if (before === null) return;
  const still = new Set(
    [after, ...after.formerAddresses].map(({ addressKey }) => addressKey),
  );
  const gone = [before, ...before.formerAddresses]
    .filter(({ addressKey }) => !still.has(addressKey));
  freeAddresses(write, await addressEntries(kv, gone), after.id);
}

/** Gives a user their address, also where it is kept for somebody else. */
function takeAddress(
  write: Deno.AtomicOperation,
  entry: AddressEntry,
  { id, addressKey }: User,
): void {
  const isAnothers = typeof entry.value === "string" && entry.value !== id;
  if (isAnothers) {
    throw new Error(`The users ${entry.value} and ${id} have one address.`);
  }
  write.check(entry).set(addressIndexKey(addressKey), id);
}
