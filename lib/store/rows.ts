/**
 * What a row must look like to be believed. A database can be edited, restored
 * or written by another version: a row that does not fit counts as absent.
 *
 * @module
 */
import * as v from "valibot";
import type { Session, User } from "./store.ts";

const id = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));
const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const addressKey = v.pipe(v.string(), v.minLength(1), v.maxLength(600));

const userRow = v.object({
  id,
  address: v.pipe(v.string(), v.minLength(1), v.maxLength(600)),
  addressKey,
  passwordHash: v.pipe(v.string(), v.maxLength(200)),
  disabled: v.boolean(),
  sessionEpoch: wholeNumber,
  createdAt: wholeNumber,
});

const sessionRow = v.object({
  id,
  userId: id,
  epoch: wholeNumber,
  remembered: v.boolean(),
  userAgent: v.pipe(v.string(), v.maxLength(512)),
  createdAt: wholeNumber,
  lastSeenAt: wholeNumber,
  expiresAt: wholeNumber,
});

/** Whether a text can be the id of a user or a session: 1 to 64 of the characters of base64url. */
export function isId(value: string): boolean {
  return v.is(id, value);
}

/** Whether a text can be an address key at all, so that the database need not be asked. */
export function isAddressKey(value: string): boolean {
  return v.is(addressKey, value);
}

/** The user whose row this is; null when it is no user's, or not that of the id it lies under. */
export function readUser(value: unknown, id: unknown): User | null {
  const result = v.safeParse(userRow, value);
  return result.success && result.output.id === id ? result.output : null;
}

/** The session whose row this is, likewise. */
export function readSession(value: unknown, id: unknown): Session | null {
  const result = v.safeParse(sessionRow, value);
  return result.success && result.output.id === id ? result.output : null;
}

/**
 * A user as it may be written: nothing is stored that could not be read back.
 *
 * @throws {v.ValiError} when a field does not fit.
 */
export function writeUser(user: User): User {
  return v.parse(userRow, user);
}

/**
 * A session as it may be written.
 *
 * @throws {v.ValiError} when a field does not fit.
 */
export function writeSession(session: Session): Session {
  return v.parse(sessionRow, session);
}
