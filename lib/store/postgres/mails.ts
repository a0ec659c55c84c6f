/**
 * The queue of mails in PostgreSQL.
 *
 * @module
 */
import type { MailQueueStore, QueuedMail } from "../mail_queue.ts";
import {
  claimed,
  keptUntil,
  postponed,
  readMail,
  retried,
  type StoredMail,
  writeMail,
} from "../mail_rows.ts";
import type { Page, PageRequest } from "../pages.ts";
import { isId } from "../rows.ts";
import type { Database, Queries } from "./database.ts";
import { toPage } from "./pages.ts";
import { storableJson } from "./text.ts";

/** The queue of a database. */
export function postgresMails(database: Database): MailQueueStore {
  return {
    async add(mail) {
      await putMail(database, { mail, claimedAt: mail.createdAt });
    },
    claim: (now, leaseUntil) => claimMail(database, now, leaseUntil),
    done: (id) => removeMail(database, id),
    postpone: (id, change) =>
      changeMail(database, id, (stored) => postponed(stored, change)),
    retry: (id, now) =>
      changeMail(database, id, (stored) => retried(stored, now)),
    byId: (id) => mailById(database, id),
    list: (page) => listMails(database, page),
    listOf: (userId) => mailsOf(database, userId),
  };
}

interface MailRow {
  readonly row: unknown;
  readonly id: string;
}

function toMail({ row, id }: MailRow): QueuedMail | null {
  return readMail(row, id)?.mail ?? null;
}

async function putMail(
  queries: Queries,
  stored: StoredMail,
): Promise<QueuedMail> {
  const row = writeMail(stored);
  await queries.query(
    `insert into latchkey.mails (row, kept_until) values ($1::jsonb, $2)
     on conflict (id) do update
       set row = excluded.row, kept_until = excluded.kept_until`,
    [storableJson(row), keptUntil(row)],
  );
  return row.mail;
}

function changeMail(
  database: Database,
  id: string,
  change: (stored: StoredMail) => StoredMail,
): Promise<boolean> {
  if (!isId(id)) return Promise.resolve(false);
  return database.transaction(async (queries) => {
    const [found] = await queries.query<MailRow>(
      "select row, id from latchkey.mails where id = $1 for update",
      [id],
    );
    const stored = readMail(found?.row, id);
    if (!stored) return false;
    await putMail(queries, change(stored));
    return true;
  });
}

/** Takes the mail that has been due longest and that nobody else is taking just now. */
function claimMail(
  database: Database,
  now: number,
  leaseUntil: number,
): Promise<QueuedMail | null> {
  return database.transaction(async (queries) => {
    for (;;) {
      const [due] = await queries.query<MailRow>(
        `select row, id from latchkey.mails
         where due_at <= $1 and kept_until > $1
         order by due_at, id limit 1 for update skip locked`,
        [now],
      );
      if (!due) return null;
      const stored = readMail(due.row, due.id);
      if (stored) {
        return await putMail(queries, claimed(stored, now, leaseUntil));
      }
      // Nobody can send what cannot be believed: it is not looked at again.
      await queries.query(
        "update latchkey.mails set kept_until = $2 where id = $1",
        [due.id, now],
      );
    }
  });
}

async function removeMail(queries: Queries, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  const removed = await queries.query<MailRow>(
    "delete from latchkey.mails where id = $1 returning row, id",
    [id],
  );
  return removed.some((row) => toMail(row) !== null);
}

async function mailById(
  queries: Queries,
  id: string,
): Promise<QueuedMail | null> {
  if (!isId(id)) return null;
  const [found] = await queries.query<MailRow>(
    "select row, id from latchkey.mails where id = $1",
    [id],
  );
  return found ? toMail(found) : null;
}

async function listMails(
  queries: Queries,
  { cursor, limit }: PageRequest,
): Promise<Page<QueuedMail>> {
  const rows = await queries.query<MailRow>(
    `select row, id from latchkey.mails where id > $1 order by id limit $2`,
    [cursor !== undefined && isId(cursor) ? cursor : "", limit + 1],
  );
  return toPage(rows, limit, toMail, ({ id }) => id);
}

async function mailsOf(
  queries: Queries,
  userId: string,
): Promise<QueuedMail[]> {
  if (!isId(userId)) return [];
  const rows = await queries.query<MailRow>(
    "select row, id from latchkey.mails where user_id = $1 order by id",
    [userId],
  );
  return rows.map(toMail).filter((mail) => mail !== null);
}
