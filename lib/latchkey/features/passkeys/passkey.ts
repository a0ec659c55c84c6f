/**
 * What a passkey is, and what its row must look like to be believed.
 *
 * @module
 */
import * as v from "valibot";
import {
  count,
  flag,
  id,
  readRow,
  text,
  time,
} from "../../database/row_fields.ts";

/** Base64url without padding (RFC 4648 §5). */
const base64url = (most: number) =>
  v.pipe(v.string(), v.maxLength(most), v.regex(/^[\w-]+$/));

/** What a passkey must look like. */
export const passkeyRow = v.object({
  /** The credential's id, chosen by the authenticator; up to 1,023 bytes (WebAuthn Level 3 §4). */
  id: base64url(1364),
  userId: id,
  /** As its owner calls it. */
  name: text(400),
  /** The COSE key. */
  publicKey: base64url(4096),
  /** Signatures so far, as the authenticator counts them; 0 where it does not count. */
  counter: count,
  /** How browsers reach the authenticator, such as `internal hybrid`. */
  transports: v.pipe(v.string(), v.regex(/^[a-z -]*$/)),
  /** The model of the authenticator, as a UUID; all zeros where it doesn't say. */
  aaguid: v.pipe(v.string(), v.uuid()),
  /** Whether it may be synced to other devices; this never changes (WebAuthn Level 3 §6.1.3). */
  backupEligible: flag,
  /** Whether it is synced at the moment. */
  backedUp: flag,
  createdAt: time,
  lastUsedAt: v.nullable(time),
  /** Null while it works. The owner removed it `UNDO_MS` before this time. */
  expiresAt: v.nullable(time),
});

/** The public half of a credential that somebody's authenticator has. */
export type Passkey = Readonly<v.InferOutput<typeof passkeyRow>>;

/** The passkey whose row this is; null when it cannot be believed. */
export const readPasskey = (row: unknown): Passkey | null =>
  readRow(passkeyRow, row);
