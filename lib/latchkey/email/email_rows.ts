/**
 * The email queue in the database.
 *
 * @module
 */
import type { EmailTables } from "./tables.ts";
import { emailRow, type QueuedMail } from "./queued_mail.ts";
import type { Database, Db } from "../database/database.ts";
import { type Page, type PageRequest, toPage } from "../database/pages.ts";
import { isId, readJson, readRow, writeRow } from "../database/row_fields.ts";
import { userIdIfAny } from "../database/rows_of_users.ts";

const COLUMNS = [
  "id",
  "kind",
  "data",
  "userId",
  "createdAt",
  "dueAt",
  "attempts",
  "lastError",
] as const;

/** The longest time an email is kept, in milliseconds. */
const LONGEST_LIFE_MS = 14 * 24 * 60 * 60 * 1000;

/** How long a failed email is kept for an operator to look at, in milliseconds. */
const FAILED_LIFE_MS = 7 * 24 * 60 * 60 * 1000;

/** The queue of a database. */
export function createEmails(database: Database<EmailTables>) {
  const { db, transaction } = database;
  return {
    add: (mail: QueuedMail): Promise<void> => addEmail(db, mail),
    /**
     * Claims the email that has been due the longest, counts the attempt, and makes it due
     * again at `leaseUntil`, in one write. No other process claims it before then, and it isn't
     * lost if this process dies. Null when nothing is due.
     */
    claim: (now: number, leaseUntil: number): Promise<QueuedMail | null> =>
      transaction((db) => claimEmail(db, now, leaseUntil)),
    /** Deletes an email that was sent or isn't wanted any more; false when it didn't exist. */
    async done(id: string): Promise<boolean> {
      if (!isId(id)) return false;
      const removed = await db.deleteFrom("emails").where("id", "=", id)
        .returning("id").execute();
      return removed.length === 1;
    },
    /**
     * Sets the time of the next attempt, or null for none; false when the email didn't exist.
     */
    postpone: (
      id: string,
      { dueAt, lastError }: Pick<QueuedMail, "dueAt" | "lastError">,
    ): Promise<boolean> =>
      changeEmail(database, id, (mail) => ({ ...mail, dueAt, lastError })),
    /** Makes an email due at `now` and resets its attempts; false when it doesn't exist. */
    retry: (id: string, now: number): Promise<boolean> =>
      changeEmail(
        database,
        id,
        (mail) => ({ ...mail, dueAt: now, attempts: 0 }),
        now,
      ),
    async byId(id: string): Promise<QueuedMail | null> {
      if (!isId(id)) return null;
      const row = await db.selectFrom("emails").select(COLUMNS)
        .where("id", "=", id).executeTakeFirst();
      return readEmail(row);
    },
    /** Sorted by id. */
    async list({ cursor = "", limit }: PageRequest): Promise<Page<QueuedMail>> {
      const rows = await db.selectFrom("emails").select(COLUMNS)
        .where("id", ">", cursor).orderBy("id").limit(limit + 1).execute();
      return toPage(rows, limit, readEmail, ({ id }) => id);
    },
    /** The emails about a user. */
    async listOf(userId: string): Promise<readonly QueuedMail[]> {
      if (!isId(userId)) return [];
      const rows = await db.selectFrom("emails").select(COLUMNS)
        .where("userId", "=", userId).orderBy("id").execute();
      return rows.map(readEmail).filter((mail) => mail !== null);
    },
  };
}

type EmailRow =
  & Pick<
    QueuedMail,
    Exclude<typeof COLUMNS[number], "data" | "userId">
  >
  & { readonly data: string; readonly userId: string | null };

function readEmail(row: EmailRow | undefined): QueuedMail | null {
  return row
    ? readRow(emailRow, {
      ...row,
      data: readJson(row.data),
      userId: row.userId ?? "",
    })
    : null;
}

/** The columns that change while an email is queued. */
function changingColumns(
  { createdAt, dueAt, attempts, lastError }: QueuedMail,
  claimedAt: number,
) {
  const longest = createdAt + LONGEST_LIFE_MS;
  const keptUntil = dueAt === null
    ? Math.min(claimedAt + FAILED_LIFE_MS, longest)
    : longest;
  return { dueAt, attempts, lastError, claimedAt, keptUntil };
}

/** Adds an email to the queue. */
export async function addEmail(
  db: Db<EmailTables>,
  mail: QueuedMail,
): Promise<void> {
  const row = writeRow(emailRow, mail);
  await db.insertInto("emails").values({
    ...row,
    data: JSON.stringify(row.data),
    userId: userIdIfAny(db, row.userId),
    ...changingColumns(row, row.createdAt),
  }).execute();
}

/**
 * @param claimedAt The time of the claim, in milliseconds since the epoch; undefined keeps it.
 */
function changeEmail(
  { transaction }: Database<EmailTables>,
  id: string,
  change: (mail: QueuedMail) => QueuedMail,
  claimedAt?: number,
): Promise<boolean> {
  if (!isId(id)) return Promise.resolve(false);
  return transaction(async (db) => {
    const row = await db.selectFrom("emails").select([...COLUMNS, "claimedAt"])
      .where("id", "=", id).forUpdate().executeTakeFirst();
    const mail = readEmail(row);
    if (!row || !mail) return false;
    await setEmail(db, change(mail), claimedAt ?? row.claimedAt);
    return true;
  });
}

async function setEmail(
  db: Db<EmailTables>,
  mail: QueuedMail,
  claimedAt: number,
): Promise<QueuedMail> {
  const row = writeRow(emailRow, mail);
  await db.updateTable("emails").set(changingColumns(row, claimedAt))
    .where("id", "=", row.id).execute();
  return row;
}

/**
 * Claims the email that has been due the longest, and skips those that another process is
 * claiming.
 */
async function claimEmail(
  db: Db<EmailTables>,
  now: number,
  leaseUntil: number,
): Promise<QueuedMail | null> {
  for (;;) {
    const due = await db.selectFrom("emails").select(COLUMNS)
      .where("dueAt", "<=", now).where("keptUntil", ">", now)
      .orderBy("dueAt").orderBy("id").limit(1)
      .forUpdate().skipLocked().executeTakeFirst();
    if (!due) return null;
    const mail = readEmail(due);
    if (mail) {
      const attempts = mail.attempts + 1;
      return await setEmail(db, { ...mail, dueAt: leaseUntil, attempts }, now);
    }
    // An invalid row can't be sent, so it isn't claimed again.
    await db.updateTable("emails").set({ keptUntil: now })
      .where("id", "=", due.id).execute();
  }
}
