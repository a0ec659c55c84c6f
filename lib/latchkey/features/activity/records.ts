/**
 * What happened to accounts, and what operators did in an emergency.
 *
 * @module
 */
import * as v from "valibot";
import {
  id,
  orEmpty,
  text,
  time,
  wholeNumber,
  word,
} from "../../database/row_fields.ts";

/** What an activity must look like. */
export const activityRow = v.object({
  /** Random. */
  id,
  userId: id,
  at: wholeNumber,
  /** What it was: a word of `lib/latchkey/features/activity/activity.ts`. */
  kind: word,
  /** What the browser called itself, shortened; empty when it said nothing or there was none. */
  userAgent: text(512),
  /** The client's address, shortened; empty when there was none. */
  client: text(100),
  /** What else a person should know; empty when there is nothing. */
  detail: text(1000),
  expiresAt: wholeNumber,
});

/** One thing that happened to an account. */
export type Activity = Readonly<v.InferOutput<typeof activityRow>>;

/** What an incident must look like. */
export const incidentRow = v.object({
  /** Random. */
  id,
  at: time,
  /** What was done: `log-out-everyone`, `rotate-keys`, `lock`. */
  kind: word,
  /** The id of the user it was about; empty when it was about all. */
  userId: orEmpty(id),
});

/** One thing an operator did. It is kept for ever. */
export type Incident = Readonly<v.InferOutput<typeof incidentRow>>;
