/**
 * What a linked login is, and what its row must look like to be believed.
 *
 * @module
 */
import * as v from "valibot";
import { id, readRow, text, time, word } from "../../database/row_fields.ts";
import type { ProviderIdentity } from "./login_provider.ts";

/** The most characters of an issuer and of a subject (OpenID Connect Core 1.0 §2). */
const MAX_PART_LENGTH = 255;

/** The most characters of a user name. */
const MAX_USERNAME_LENGTH = 255;

/** An issuer or a subject. */
export const identityPart = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(MAX_PART_LENGTH),
);

/** What a linked login must look like. */
export const linkedLoginRow = v.object({
  id,
  userId: id,
  /** Who identifies the person. Together with `subject`, no other login that works has it. */
  issuer: identityPart,
  subject: identityPart,
  /** The id of the provider, such as `google`. */
  provider: word,
  /** What the person calls their account there; may be empty. */
  username: text(MAX_USERNAME_LENGTH),
  createdAt: time,
  lastUsedAt: v.nullable(time),
  /** Null while it works. The owner unlinked it `UNDO_MS` before this time. */
  expiresAt: v.nullable(time),
});

/** An identity at a provider that is linked to an account. */
export type LinkedLoginRow = Readonly<v.InferOutput<typeof linkedLoginRow>>;

/** The linked login whose row this is; null when it cannot be believed. */
export const readLinkedLogin = (row: unknown): LinkedLoginRow | null =>
  readRow(linkedLoginRow, row);

/** What identifies a person: never their address, which can change hands. */
export type IdentityKey = Pick<ProviderIdentity, "issuer" | "subject">;

/** An identity, and the provider that it came from. */
export interface LinkableIdentity extends IdentityKey {
  readonly provider: string;
  readonly username: string;
}

/** What is linked when a provider has identified a person. */
export function linkable(
  provider: { readonly id: string },
  { issuer, subject, username, address }: ProviderIdentity,
): LinkableIdentity {
  return {
    issuer,
    subject,
    provider: provider.id,
    username: printable(username) || printable(address ?? ""),
  };
}

/** A text of a provider for display: on one line, and not too long. */
export function printable(text: string): string {
  const line = text.toWellFormed().replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
    .trim();
  return line.length > MAX_USERNAME_LENGTH ? "" : line;
}
