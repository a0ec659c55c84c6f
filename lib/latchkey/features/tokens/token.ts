/**
 * The fields of one-time tokens and codes. Their schemas also validate rows.
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

/** The schema of a token. */
export const tokenRow = v.object({
  /** SHA-256 of the token, in hex. */
  hash: digest,
  /** One of `TOKEN_SECONDS`. */
  purpose: word,
  /** The id of the account; for an invitation, an id of its own. */
  subject: id,
  /** Using one token or code revokes all others of the same subject and scope. */
  scope: word,
  /** The key of the address it was sent to; empty if there is none. */
  addressKey: orEmpty(addressKey),
  /** More for its consumer. Nothing secret. */
  data: v.pipe(v.record(word, text(2000)), v.readonly()),
  createdAt: time,
  expiresAt: time,
});

/** A token that was emailed or handed out. */
export type OneTimeToken = Readonly<v.InferOutput<typeof tokenRow>>;

/** The schema of a code. */
export const codeRow = v.object({
  subject: id,
  scope: word,
  /** A keyed hash of the code, in hex. A plain hash of six digits could be reversed in a second. */
  mac: digest,
  attemptsLeft: count,
  createdAt: time,
  expiresAt: time,
});

/** A code for a person to type. A subject and scope has one at most: the newest. */
export type OneTimeCode = Readonly<v.InferOutput<typeof codeRow>>;
