/**
 * The record of a queued email.
 *
 * @module
 */
import * as v from "valibot";
import {
  count,
  id,
  orEmpty,
  text,
  time,
  word,
} from "../database/row_fields.ts";

/** The most UTF-16 units of an error that are stored. */
export const LAST_ERROR_LENGTH = 1000;

/** The schema of a queued email. */
export const emailRow = v.object({
  /** Random. Also identifies the message, so that copies are recognised. */
  id,
  /** The `kind` of the email's definition. */
  kind: word,
  /** The email's data, as its definition describes it. */
  data: v.pipe(
    v.record(
      word,
      v.nullable(
        v.union([text(2000), v.pipe(v.number(), v.finite()), v.boolean()]),
      ),
    ),
    v.readonly(),
  ),
  /** The user it is about; empty when unknown. The email is deleted with the user. */
  userId: orEmpty(id),
  createdAt: time,
  /** The time of the next attempt; null when there will be none. */
  dueAt: v.nullable(time),
  /** The number of attempts. */
  attempts: count,
  /** Why the last attempt failed, without addresses; empty before the first failure. */
  lastError: text(LAST_ERROR_LENGTH),
});

/** A queued email: its data, never its text or a token. */
export type QueuedMail = Readonly<v.InferOutput<typeof emailRow>>;
