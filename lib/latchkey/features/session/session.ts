/**
 * The fields of a session. Its schema also validates rows.
 *
 * @module
 */
import * as v from "valibot";
import { count, flag, id, text, time } from "../../database/row_fields.ts";

/** The schema of a session. */
export const sessionRow = v.object({
  /** Random and opaque: the `sid` claim of its tokens. */
  id,
  userId: id,
  /** The account's `sessionEpoch` when the session started. */
  epoch: count,
  /** Whether the person chose to stay logged in. Such a session survives idle time. */
  remembered: flag,
  /** True for an API client with a `Bearer` token, false for a browser. */
  bearer: flag,
  /** The `User-Agent` header, shortened; empty if there was none. */
  userAgent: text(512),
  createdAt: time,
  lastSeenAt: time,
  /** When the person last proved their identity, with a password or a factor; 0 if never. */
  provedAt: time,
  /** When they last did it with a second factor; 0 if never. */
  factorAt: time,
  /** The absolute end. */
  expiresAt: time,
});

/** A login on one device. */
export type Session = Readonly<v.InferOutput<typeof sessionRow>>;
