/**
 * The fields of an account. Its schema also validates rows, because a database can be
 * edited or restored: an invalid row is treated as missing.
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

/**
 * What an account is allowed to do beyond managing itself, such as `"admin"`. A site's
 * roles are those of the library and of its features.
 *
 * @example
 * ```ts
 * import type { Role } from "@latchkey/core";
 *
 * const role: Role = "admin";
 * ```
 */
export type Role = string;

/**
 * The roles of the library itself. Features add others.
 *
 * @example
 * ```ts
 * import { ROLES } from "@latchkey/core";
 *
 * ROLES.includes("admin"); // true
 * ```
 */
export const ROLES: readonly Role[] = ["admin"];

const MAX_ROLES = 20;

/** Any role, even one the site no longer has: removing a role must not lock anyone out. */
const role = v.pipe(v.string(), v.regex(/^[a-z][a-z\d_]{0,39}$/));

/** Per account, at the same time. */
export const MAX_FORMER_ADDRESSES = 20;

const formerAddress = v.object({
  address,
  addressKey,
  /** Nobody else can use the address until then. */
  keptUntil: time,
});

/** A previous address of an account, which its owner can still restore. */
export type FormerAddress = Readonly<v.InferOutput<typeof formerAddress>>;

/** An account as it is stored. */
export const userRow = v.object({
  /** Random, opaque, never reused. */
  id,
  /** The address in canonical form, as `canonicalAddress` returns it. Emails go there. */
  address,
  /** The address in the form in which it is compared, as `addressKey` returns it. Unique. */
  addressKey,
  /** As the person typed it; empty if they gave none. */
  name: text(200),
  /**
   * Language tag (RFC 5646) for emails and pages; null if none was chosen. An invalid tag
   * does not invalidate the account.
   */
  language: v.fallback(v.nullable(languageTag), null),
  /**
   * Values of the site's `profileFields`, by field name; left out if there are none. An
   * unreadable profile does not invalidate the account.
   */
  profile: v.optional(
    v.fallback(v.pipe(v.record(v.string(), v.string()), v.readonly()), {}),
  ),
  /** Empty if no password works until a new one is set. */
  passwordHash: text(300),
  roles: v.pipe(
    v.array(role),
    v.maxLength(MAX_ROLES),
    v.readonly(),
  ),
  /** When the person proved that they receive emails at `address`; null if they have not. */
  verifiedAt: v.nullable(time),
  /** Addresses that can be restored, oldest first. */
  formerAddresses: v.pipe(
    v.array(formerAddress),
    v.maxLength(MAX_FORMER_ADDRESSES),
    v.readonly(),
  ),
  /** A disabled account can neither log in nor use existing sessions. */
  disabled: flag,
  /**
   * Incremented to end all sessions in one write: a session created under another number is
   * no longer valid.
   */
  sessionEpoch: count,
  /**
   * Incremented when the password is replaced or made unusable: a device remembered under
   * another number is no longer known.
   */
  credentialEpoch: count,
  /**
   * From then on the account cannot be used, even if its rows still exist; null if no
   * deletion was requested.
   */
  deleteAfter: v.nullable(time),
  /** When the account was imported from another system; null if it was created here. */
  importedAt: v.nullable(time),
  createdAt: time,
});

/**
 * An account, with secrets such as its password hash. Times are in milliseconds since the
 * epoch. Pages and APIs show a `UserView` instead.
 *
 * @example
 * ```ts
 * import { shownAddress, type User } from "@latchkey/core";
 *
 * export function describe({ address, verifiedAt }: User): string {
 *   const state = verifiedAt === null ? "not confirmed" : "confirmed";
 *   return `${shownAddress(address)} (${state})`;
 * }
 * ```
 */
export type User = Readonly<v.InferOutput<typeof userRow>>;

/** The fields that can change after an account was created. */
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

/** A change of address. */
export interface EmailChangeRequest {
  /** The `addressKey` that the account must still have. */
  readonly from: string;
  /** The `credentialEpoch` that the account must still have. */
  readonly credentialEpoch: number;
  readonly address: string;
  readonly addressKey: string;
  /** When the person proved that they receive emails at the new address. */
  readonly verifiedAt: number;
  /**
   * Until when the previous address is reserved; null releases it at once. While an older
   * one is reserved, it is released two days before that one. Restoring a former address
   * releases all later ones.
   */
  readonly keepFormerUntil: number | null;
}

/** Prefixes of other systems' hashes, and of bcrypt above the app's default cost of 12. */
const SLOW_HASH =
  /^(?:\$[56]\$|\$?pbkdf2|bcrypt_sha256|\$(?:2[aby]\$|bcrypt-sha256\$v=2,t=2b,r=)1[3-5])/;

/** Whether a hash takes longer to verify than one with the app's default settings. */
export function isSlowHash(hash: string): boolean {
  return SLOW_HASH.test(hash);
}

/** Whether a string can be an address key, to avoid a query if it cannot. */
export function isAddressKey(value: string): boolean {
  return v.is(addressKey, value);
}
