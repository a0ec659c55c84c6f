/**
 * Where each record lies in Deno KV. Stored databases depend on these: change none.
 *
 * @module
 */

/** Holds a `User`. */
export const userKey = (id: string) => ["users", id];

/** Holds the id of the user that owns the address. */
export const addressIndexKey = (addressKey: string) => [
  "users_by_address",
  addressKey,
];

/** Holds a `Session`. */
export const sessionKey = (id: string) => ["sessions", id];

/** Beneath it lies one entry for each session of the user. */
export const sessionIndexPrefix = (userId: string) => [
  "sessions_by_user",
  userId,
];

/** Holds the session's epoch, so that a sweep need not read the session. */
export const sessionIndexKey = (userId: string, id: string) => [
  ...sessionIndexPrefix(userId),
  id,
];

/** Holds the time when the bucket is full again, in milliseconds. */
export const limitKey = (key: string) => ["limits", key];
