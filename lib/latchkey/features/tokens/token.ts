/**
 * What one-time tokens and codes are, and what their rows must look like to be believed.
 *
 * @module
 */
import * as v from "valibot";
import {
  addressKey,
  count,
  digest,
  id,
  orEmpty,
  text,
  time,
  word,
} from "../../database/row_fields.ts";

/** What a token must look like. */
export const tokenRow = v.object({
  /** SHA-256 of the token, in hex. */
  hash: digest,
  /** What it is good for. */
  purpose: word,
  /** The id of the user it is about; of an invitation, an id of its own. */
  subject: id,
  /** Tokens and codes of one subject and scope are siblings: one that is used revokes all. */
  scope: word,
  /** The key of the address it went to; empty when it went to none. */
  addressKey: orEmpty(addressKey),
  /** What else whoever consumes it needs to know. Nothing secret. */
  data: v.pipe(v.record(word, text(2000)), v.readonly()),
  createdAt: time,
  expiresAt: time,
});

/** A token that was mailed or handed to somebody. */
export type OneTimeToken = Readonly<v.InferOutput<typeof tokenRow>>;

/** What a code must look like. */
export const codeRow = v.object({
  subject: id,
  scope: word,
  /** A keyed hash of the code, in hex: a plain one of six digits would be guessed in a second. */
  mac: digest,
  triesLeft: count,
  createdAt: time,
  expiresAt: time,
});

/** A short code that a person types. A subject and scope has at most one: the newest. */
export type OneTimeCode = Readonly<v.InferOutput<typeof codeRow>>;
