/**
 * The records of activity and incidents.
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

/** The schema of an activity. */
export const activityRow = v.object({
  id,
  userId: id,
  at: wholeNumber,
  /** One of `ACTIVITY_KINDS`. */
  kind: word,
  /** The `User-Agent` header, shortened; empty if there was none. */
  userAgent: text(512),
  /** The client's IP address, shortened; empty if there was none. */
  client: text(100),
  /** More for the owner to know; empty if there is nothing. */
  detail: text(1000),
  expiresAt: wholeNumber,
});

/** An event of an account. */
export type Activity = Readonly<v.InferOutput<typeof activityRow>>;

/** The schema of an incident. */
export const incidentRow = v.object({
  id,
  at: time,
  /** `log-out-everyone`, `rotate-keys` or `lock`. */
  kind: word,
  /** The id of the account; empty if all accounts were affected. */
  userId: orEmpty(id),
});

/** An action of an operator in an emergency. It is kept forever. */
export type Incident = Readonly<v.InferOutput<typeof incidentRow>>;
