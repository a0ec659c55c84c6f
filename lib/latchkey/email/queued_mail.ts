/**
 * What an email that waits to be sent is, and what its row must look like to be believed.
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

/** How much is kept of the words of a failure, in UTF-16 units. */
export const LAST_ERROR_LENGTH = 1000;

/** What an email must look like. */
export const emailRow = v.object({
  /** Random; also names the message, so that a copy can be known as one. */
  id,
  /** Which email it is: the `kind` that a feature gave it. */
  kind: word,
  /** What the email is about, as its `data` describes it. */
  data: v.pipe(
    v.record(
      word,
      v.nullable(
        v.union([text(2000), v.pipe(v.number(), v.finite()), v.boolean()]),
      ),
    ),
    v.readonly(),
  ),
  /** The user it is about, when that is known; empty otherwise. Goes when they go. */
  userId: orEmpty(id),
  createdAt: time,
  /** When to try next; null when nobody will try any more by themselves. */
  dueAt: v.nullable(time),
  /** How often sending was begun. */
  attempts: count,
  /** Why the last attempt failed, without addresses; empty when there was none. */
  lastError: text(LAST_ERROR_LENGTH),
});

/** An email that is to be made and sent: what it is about, never its text and never a token. */
export type QueuedMail = Readonly<v.InferOutput<typeof emailRow>>;
