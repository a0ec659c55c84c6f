/**
 * The fields of a trusted browser. Their schema also validates rows.
 *
 * @module
 */
import * as v from "valibot";
import { count, digest, id, text, time } from "../../database/row_fields.ts";

/** The schema of a trusted browser. */
export const trustedBrowserRow = v.object({
  /** Names it in forms. Not a secret. */
  id,
  userId: id,
  /** SHA-256 of its token, in hex. */
  hash: digest,
  /** The `User-Agent` header, shortened; empty if there was none. */
  userAgent: text(512),
  /** The account's `credentialEpoch` when the trust began: it ends with the password. */
  credentialEpoch: count,
  createdAt: time,
  /** When it last replaced a second factor. */
  lastUsedAt: time,
  expiresAt: time,
});

/** A browser that an account trusts instead of asking for its second factor. */
export type TrustedBrowser = Readonly<v.InferOutput<typeof trustedBrowserRow>>;
