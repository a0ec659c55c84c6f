/**
 * The queue of mails in Deno KV.
 *
 * @module
 */
import { decide, type Decision, expireIn } from "./kv_atomic.ts";
import {
  mailDueKey,
  mailKey,
  MAILS,
  MAILS_DUE,
  userMailKey,
  userMailsPrefix,
} from "./kv_keys.ts";
import { readThrough, sweep } from "./kv_reads.ts";
import type { MailQueueStore, QueuedMail } from "./mail_queue.ts";
import {
  claimed,
  keptUntil,
  postponed,
  readMail,
  retried,
  type StoredMail,
  writeMail,
} from "./mail_rows.ts";
import type { Page, PageRequest } from "./pages.ts";
import { isId } from "./rows.ts";

/** The queue of a database. */
export function kvMails(kv: Deno.Kv): MailQueueStore {
  return {
    add: (mail) => putMail(kv, { mail, claimedAt: mail.createdAt }),
    claim: (now, leaseUntil) => claimMail(kv, now, leaseUntil),
    done: (id) => removeMail(kv, id),
    postpone: (id, change) =>
      changeMail(kv, id, (stored) => postponed(stored, change)),
    retry: (id, now) => changeMail(kv, id, (stored) => retried(stored, now)),
    byId: async (id) => (await getMail(kv, id))?.stored.mail ?? null,
    list: (page) => listMails(kv, page),
    listOf: (userId) => mailsOf(kv, userId),
  };
}

/** Adds a mail that is not there yet. */
export async function putMail(
  kv: Deno.Kv,
  stored: StoredMail,
): Promise<void> {
  const write = kv.atomic();
  setMail(write, null, stored);
  await write.commit();
}

/** Adds to a write that a mail is now this one, and when it is due. */
function setMail(
  write: Deno.AtomicOperation,
  before: StoredMail | null,
  after: StoredMail,
): QueuedMail {
  const stored = writeMail(after);
  const { id, userId, dueAt } = stored.mail;
  const expiry = expireIn(stored.claimedAt, keptUntil(stored));
  const wasDueAt = before?.mail.dueAt ?? null;
  if (wasDueAt !== null) write.delete(mailDueKey(wasDueAt, id));
  if (dueAt !== null) write.set(mailDueKey(dueAt, id), true, expiry);
  if (userId !== "") write.set(userMailKey(userId, id), true, expiry);
  write.set(mailKey(id), stored, expiry);
  return stored.mail;
}

async function getMail(kv: Deno.Kv, id: string) {
  if (!isId(id)) return null;
  const entry = await kv.get(mailKey(id));
  const stored = readMail(entry.value, id);
  return stored && { entry, stored };
}

function changeMail(
  kv: Deno.Kv,
  id: string,
  change: (stored: StoredMail) => StoredMail,
): Promise<boolean> {
  return decide(async (): Promise<Decision<boolean>> => {
    const found = await getMail(kv, id);
    if (!found) return { answer: false };
    const write = kv.atomic().check(found.entry);
    setMail(write, found.stored, change(found.stored));
    return { answer: true, write };
  });
}

function claimMail(
  kv: Deno.Kv,
  now: number,
  leaseUntil: number,
): Promise<QueuedMail | null> {
  return decide(async (): Promise<Decision<QueuedMail | null>> => {
    const found = await firstDue(kv, now);
    if (!found) return { answer: null };
    const { entry, stored } = found;
    const write = kv.atomic().check(entry);
    const answer = setMail(write, stored, claimed(stored, now, leaseUntil));
    return { answer, write };
  });
}

/** The mail that has been due longest. */
async function firstDue(kv: Deno.Kv, now: number) {
  const index = kv.list({
    prefix: MAILS_DUE,
    end: [...MAILS_DUE, now + 1],
  }, { batchSize: 10 });
  for await (const { key: [, dueAt, id], key, versionstamp } of index) {
    const found = await getMail(kv, String(id));
    const isDue = found?.stored.mail.dueAt === dueAt;
    if (isDue && now < keptUntil(found.stored)) return found;
    // A mail that is gone leaves nothing to look at again. One that is claimed just now has no such entry any more.
    await kv.atomic().check({ key, versionstamp }).delete(key).commit();
  }
  return null;
}

function removeMail(kv: Deno.Kv, id: string): Promise<boolean> {
  return decide(async (): Promise<Decision<boolean>> => {
    const found = await getMail(kv, id);
    if (!found) return { answer: false };
    const { dueAt, userId } = found.stored.mail;
    const write = kv.atomic().check(found.entry).delete(mailKey(id));
    if (dueAt !== null) write.delete(mailDueKey(dueAt, id));
    if (userId !== "") write.delete(userMailKey(userId, id));
    return { answer: true, write };
  });
}

async function listMails(
  kv: Deno.Kv,
  { cursor, limit }: PageRequest,
): Promise<Page<QueuedMail>> {
  const selector = cursor !== undefined && isId(cursor)
    ? { prefix: MAILS, start: [...mailKey(cursor), ""] }
    : { prefix: MAILS };
  const items: QueuedMail[] = [];
  for await (const { key, value } of kv.list(selector)) {
    const stored = readMail(value, key.at(-1));
    if (!stored) continue;
    if (items.length === limit) return { items, cursor: items.at(-1)?.id };
    items.push(stored.mail);
  }
  return { items };
}

async function mailsOf(kv: Deno.Kv, userId: string): Promise<QueuedMail[]> {
  if (!isId(userId)) return [];
  const index = kv.list({ prefix: userMailsPrefix(userId) });
  const mails: QueuedMail[] = [];
  for await (
    const [{ key }, { value }] of readThrough(
      kv,
      index,
      ({ key }) => mailKey(String(key.at(-1))),
    )
  ) {
    const stored = readMail(value, key.at(-1));
    if (stored?.mail.userId === userId) mails.push(stored.mail);
  }
  return mails;
}

/** Removes the mails about a user, those that wait and those that failed. */
export async function removeMailsOf(
  kv: Deno.Kv,
  userId: string,
): Promise<void> {
  for (const { id } of await mailsOf(kv, userId)) await removeMail(kv, id);
  await sweep(kv, userMailsPrefix(userId));
}
