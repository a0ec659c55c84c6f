/**
 * What a row must look like to be believed. A database can be edited, restored
 * or written by another version: a row that does not fit counts as absent.
 *
 * @module
 */
import * as v from "valibot";
import {
  address,
  addressKey,
  id,
  languageTag,
  readRow,
  text,
  wholeNumber,
  writeRow,
} from "./row_fields.ts";
import type { Session } from "./sessions.ts";
import { ROLES, type User } from "./users.ts";

/** How many former addresses an account may have at once. */
export const MAX_FORMER_ADDRESSES = 20;

const formerAddress = v.object({
  address,
  addressKey,
  keptUntil: wholeNumber,
});

const userFields = {
  id,
  address,
  addressKey,
  name: v.optional(text(200), ""),
  // No account is lost over it: what cannot be a tag was never chosen.
  language: v.fallback(v.optional(v.nullable(languageTag), null), null),
  passwordHash: text(300),
  roles: v.optional(
    v.pipe(v.array(v.picklist(ROLES)), v.maxLength(ROLES.length)),
    [],
  ),
  verifiedAt: v.optional(v.nullable(wholeNumber)),
  formerAddresses: v.optional(
    v.pipe(v.array(formerAddress), v.maxLength(MAX_FORMER_ADDRESSES)),
    [],
  ),
  disabled: v.boolean(),
  sessionEpoch: wholeNumber,
  credentialEpoch: v.optional(wholeNumber, 0),
  deleteAfter: v.optional(v.nullable(wholeNumber), null),
  createdAt: wholeNumber,
};

/** What the row of a user must look like. */
export const userRow = v.pipe(
  v.object(userFields),
  v.transform(({ verifiedAt, ...row }) => ({
    ...row,
    // Before rows had the field, every account was made by an operator.
    verifiedAt: verifiedAt === undefined ? row.createdAt : verifiedAt,
  })),
);

/** What the row of a session must look like. */
export const sessionRow = v.pipe(
  v.object({
    id,
    userId: id,
    epoch: wholeNumber,
    remembered: v.boolean(),
    bearer: v.optional(v.boolean(), false),
    userAgent: text(512),
    createdAt: wholeNumber,
    lastSeenAt: wholeNumber,
    passwordAt: v.optional(wholeNumber),
    expiresAt: wholeNumber,
  }),
  v.transform(({ passwordAt, ...row }) => ({
    ...row,
    // Before rows had the field, every session began with the password.
    passwordAt: passwordAt ?? row.createdAt,
  })),
);

/** Whether a text can be the id of a record: 1 to 64 of the characters of base64url. */
export function isId(value: string): boolean {
  return v.is(id, value);
}

/** Whether a text can be an address key at all, so that the database need not be asked. */
export function isAddressKey(value: string): boolean {
  return v.is(addressKey, value);
}

/** How the hashes of other systems begin, and bcrypt above the cost of the app's own. */
const SLOW_HASH =
  /^(?:\$[56]\$|\$?pbkdf2|bcrypt_sha256|\$(?:2[aby]\$|bcrypt-sha256\$v=2,t=2b,r=)1[3-5])/;

/** Whether a hash takes longer to check than one that the app makes by default. */
export function isSlowHash(hash: string): boolean {
  return SLOW_HASH.test(hash);
}

/** The user whose row this is; null when it is no user's, or not that of the id it lies under. */
export function readUser(value: unknown, id: unknown): User | null {
  const user = readRow(userRow, value);
  return user?.id === id ? user : null;
}

/** The session whose row this is, likewise. */
export function readSession(value: unknown, id: unknown): Session | null {
  const session = readRow(sessionRow, value);
  return session?.id === id ? session : null;
}

/**
 * A user as it may be written: nothing is stored that could not be read back.
 *
 * @throws {TypeError} when a field does not fit.
 */
export function writeUser(user: User): User {
  return writeRow(userRow, user);
}

/**
 * A session as it may be written.
 *
 * @throws {TypeError} when a field does not fit.
 */
export function writeSession(session: Session): Session {
  return writeRow(sessionRow, session);
}
