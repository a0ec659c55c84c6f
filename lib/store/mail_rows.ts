/**
 * What the row of a mail must look like to be believed, how long it is kept, and what
 * the changes of the queue make of it.
 *
 * @module
 */
import * as v from "valibot";
import type { QueuedMail } from "./mail_queue.ts";
import {
  id,
  orEmpty,
  readRow,
  text,
  wholeNumber,
  word,
  writeRow,
} from "./row_fields.ts";

/** What the row of a mail must look like. */
export const mailRow = v.object({
  mail: v.object({
    id,
    kind: word,
    data: v.record(
      word,
      v.nullable(
        v.union([text(2000), v.pipe(v.number(), v.finite()), v.boolean()]),
      ),
    ),
    userId: orEmpty(id),
    createdAt: wholeNumber,
    dueAt: v.nullable(wholeNumber),
    attempts: wholeNumber,
    lastError: text(1000),
  }),
  claimedAt: wholeNumber,
});

/** A mail as it lies in the database. */
export interface StoredMail {
  readonly mail: QueuedMail;
  /** When it was claimed last, or asked for when it never was. */
  readonly claimedAt: number;
}

/** The mail whose row this is; null when it is none's, or not that of the id it lies under. */
export function readMail(value: unknown, id: unknown): StoredMail | null {
  const stored = readRow(mailRow, value);
  return stored?.mail.id === id ? stored : null;
}

/**
 * A mail as it may be written.
 *
 * @throws {TypeError} when a field does not fit.
 */
export function writeMail(stored: StoredMail): StoredMail {
  return writeRow(mailRow, stored);
}

/** In milliseconds, from when it was asked for. */
const LONGEST_LIFE_MS = 14 * 24 * 60 * 60 * 1000;

/** How long a mail that failed is kept for an operator to look at, in milliseconds. */
const FAILED_LIFE_MS = 7 * 24 * 60 * 60 * 1000;

/** Until when a mail is kept. */
export function keptUntil({ mail, claimedAt }: StoredMail): number {
  const longest = mail.createdAt + LONGEST_LIFE_MS;
  return mail.dueAt === null
    ? Math.min(claimedAt + FAILED_LIFE_MS, longest)
    : longest;
}

/** A mail that is being sent: due again when nothing was heard of it by then. */
export function claimed(
  { mail }: StoredMail,
  now: number,
  leaseUntil: number,
): StoredMail {
  const attempts = mail.attempts + 1;
  return { mail: { ...mail, dueAt: leaseUntil, attempts }, claimedAt: now };
}

/** A mail that was not sent, and when to try again. */
export function postponed(
  { mail, claimedAt }: StoredMail,
  { dueAt, lastError }: Pick<QueuedMail, "dueAt" | "lastError">,
): StoredMail {
  return { mail: { ...mail, dueAt, lastError }, claimedAt };
}

/** A mail that is to be tried as if it never had been. */
export function retried({ mail }: StoredMail, now: number): StoredMail {
  return { mail: { ...mail, dueAt: now, attempts: 0 }, claimedAt: now };
}
