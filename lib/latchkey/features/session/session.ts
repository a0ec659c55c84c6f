/**
 * What a session is, and what its row must look like to be believed.
 *
 * @module
 */
import * as v from "valibot";
import { count, flag, id, text, time } from "../../database/row_fields.ts";

/** What a session must look like. */
export const sessionRow = v.object({
  /** Random, opaque; the `sid` claim of its access tokens. */
  id,
  userId: id,
  /** The user's `sessionEpoch` when the session began. */
  epoch: count,
  /** True when the person asked to be kept logged in: such a session outlives idle time. */
  remembered: flag,
  /** True for a program's, whose token travels as `Bearer`; false for a browser's. */
  bearer: flag,
  /** What the browser called itself, shortened; empty when it said nothing. */
  userAgent: text(512),
  createdAt: time,
  lastSeenAt: time,
  /** When the password was last entered in it; 0 when it never was. */
  passwordAt: time,
  /** The hard end, whatever happens. */
  expiresAt: time,
});

/** One login on one device. */
export type Session = Readonly<v.InferOutput<typeof sessionRow>>;
