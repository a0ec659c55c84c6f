/**
 * What the row of a mail must look like to be believed.
 *
 * @module
 */
import * as v from "valibot";
import type { QueuedMail } from "./mail_queue.ts";
import { id, orEmpty, readRow, text, wholeNumber, word } from "./row_fields.ts";

const mailRow = v.object({
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
 * @throws {v.ValiError} when a field does not fit.
 */
export function writeMail(stored: StoredMail): StoredMail {
  return v.parse(mailRow, stored);
}
