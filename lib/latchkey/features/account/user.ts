/**
 * What an account is. Its schema is also what a row must look like to be believed: a database
 * can be edited or restored, and a row that does not fit counts as absent.
 *
 * @module
 */
import * as v from "valibot";
import {
  address,
  addressKey,
  count,
  flag,
  id,
  languageTag,
  text,
  time,
} from "../../database/row_fields.ts";

/** What a user may be allowed beyond an account of their own: one of what `rolesOf` lists. */
export type Role = string;

/** The roles that the library itself knows. */
export const ROLES: readonly Role[] = ["admin"];

/** How many roles an account may have. */
const MAX_ROLES = 20;

/** A role, whether the site knows it or not: who takes one out of the site locks nobody out. */
const role = v.pipe(v.string(), v.regex(/^[a-z][a-z\d_]{0,39}$/));

/** How many former addresses an account may have at once. */
export const MAX_FORMER_ADDRESSES = 20;

const formerAddress = v.object({
  address,
  addressKey,
  /** Until then nobody else can have it. */
  keptUntil: time,
});

/** An address that an account had until it was changed, and may get back. */
export type FormerAddress = Readonly<v.InferOutput<typeof formerAddress>>;

/** A person's account as it is kept. */
export const userRow = v.object({
  /** Random, opaque, never reused. */
  id,
  /** The address in its canonical form, see `canonicalAddress`: the one that mail goes to. */
  address,
  /** The address as it is compared, see `addressKey`: unique among all users. */
  addressKey,
  /** What the person is called, as they typed it; empty when they did not say. */
  name: text(200),
  /**
   * The tag of the language to speak to them in (RFC 5646); null when it was never chosen.
   * No account is lost over one that cannot be a tag.
   */
  language: v.fallback(v.nullable(languageTag), null),
  /**
   * What the site asked for beside that, by the names of `profileFields`; left out when
   * nothing was entered. No account is lost over one that cannot be read.
   */
  profile: v.optional(
    v.fallback(v.pipe(v.record(v.string(), v.string()), v.readonly()), {}),
  ),
  /** The hash of the password, or empty when no password opens the account until a new one is set. */
  passwordHash: text(300),
  roles: v.pipe(
    v.array(role),
    v.maxLength(MAX_ROLES),
    v.readonly(),
  ),
  /** When it was shown that the person reads mail to `address`; null before. */
  verifiedAt: v.nullable(time),
  /** Addresses that may still be put back, oldest first. */
  formerAddresses: v.pipe(
    v.array(formerAddress),
    v.maxLength(MAX_FORMER_ADDRESSES),
    v.readonly(),
  ),
  /** A disabled account can neither log in nor use the sessions it has. */
  disabled: flag,
  /**
   * Counts how often all sessions of the account were ended. A session that was
   * started under another number is over, so ending all of them is one write.
   */
  sessionEpoch: count,
  /**
   * Counts how often the password was replaced by another or made unusable. A browser
   * that was known under another number is a stranger again.
   */
  credentialEpoch: count,
  /** From then on the account is gone, though it may still lie there; null when nobody asked to delete it. */
  deleteAfter: v.nullable(time),
  /** When the account was brought here from another site; null when it was made here. */
  importedAt: v.nullable(time),
  createdAt: time,
});

/** A person's account. It never leaves the server whole: pages and APIs show a view of it. */
export type User = Readonly<v.InferOutput<typeof userRow>>;

/** The fields of a user that may change after creation. */
export type UserChange = Partial<
  Pick<
    User,
    | "name"
    | "language"
    | "profile"
    | "passwordHash"
    | "roles"
    | "verifiedAt"
    | "disabled"
    | "deleteAfter"
  >
>;

/** Which address an account is to have, in place of which. */
export interface EmailChangeRequest {
  /** The `addressKey` the account must still have. */
  readonly from: string;
  /** The `credentialEpoch` the account must still have. */
  readonly credentialEpoch: number;
  readonly address: string;
  readonly addressKey: string;
  /** When the person showed that they read mail to it. */
  readonly verifiedAt: number;
  /**
   * Until when the address so far is kept for them; null frees it at once. While an older
   * one is kept, two days less than that; going back to a former one frees all since.
   */
  readonly keepFormerUntil: number | null;
}

/** How the hashes of other systems begin, and bcrypt above the cost of the app's own. */
const SLOW_HASH =
  /^(?:\$[56]\$|\$?pbkdf2|bcrypt_sha256|\$(?:2[aby]\$|bcrypt-sha256\$v=2,t=2b,r=)1[3-5])/;

/** Whether a hash takes longer to check than one that the app makes by default. */
export function isSlowHash(hash: string): boolean {
  return SLOW_HASH.test(hash);
}

/** Whether a text can be an address key at all, so that the database need not be asked. */
export function isAddressKey(value: string): boolean {
  return v.is(addressKey, value);
}
