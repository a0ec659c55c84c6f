/**
 * Where each record lies in Deno KV. Stored databases depend on these: change none.
 *
 * @module
 */

/** Beneath it lie the users, by id. */
export const USERS = ["users"];

/** Holds a `User`. */
export const userKey = (id: string) => [...USERS, id];

/** Beneath it lie the addresses, in order of their keys. */
export const ADDRESS_INDEX = ["users_by_address"];

/** Holds the id of the user that owns the address; of a former address, the id and until when it is kept. */
export const addressIndexKey = (addressKey: string) => [
  ...ADDRESS_INDEX,
  addressKey,
];

/** Beneath it lie the users that are to be deleted, by time. */
export const DELETION_INDEX = ["users_to_delete"];

/** The time under which lies who is being removed. Nobody was due for deletion then. */
export const REMOVAL_UNDER_WAY = 0;

/** Says that a user is to be deleted then. */
export const deletionKey = (deleteAfter: number, id: string) => [
  ...DELETION_INDEX,
  deleteAfter,
  id,
];

/** Beneath it lie the users whose address was never confirmed, by the time they were created. */
export const UNCONFIRMED_INDEX = ["users_unconfirmed"];

/** Says that a user's address was never confirmed. */
export const unconfirmedKey = (createdAt: number, id: string) => [
  ...UNCONFIRMED_INDEX,
  createdAt,
  id,
];

/** Beneath it lie the users whose hashes take long to check. */
export const SLOW_HASH_INDEX = ["users_by_slow_hash"];

/** Says that a user has such a hash. */
export const slowHashKey = (id: string) => [...SLOW_HASH_INDEX, id];

/** Beneath it lie the sessions, by id. */
export const SESSIONS = ["sessions"];

/** Holds a `Session`. */
export const sessionKey = (id: string) => [...SESSIONS, id];

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

/** Holds a time: sessions that began then or before are over. */
export const SESSIONS_FLOOR = ["sessions_floor"];

/** Beneath it lie the buckets. */
export const LIMITS = ["limits"];

/** Holds the time when the bucket is full again, in milliseconds. */
export const limitKey = (key: string) => [...LIMITS, key];

/** Beneath it lie the tokens, by hash. */
export const TOKENS = ["one_time_tokens"];

/** Holds a `OneTimeToken` and its generation. */
export const tokenKey = (hash: string) => [...TOKENS, hash];

/** Beneath it lies one entry for each token of the subject. */
export const tokenIndexPrefix = (subject: string) => [
  "one_time_tokens_by_subject",
  subject,
];

/** Says that the subject has the token. */
export const tokenIndexKey = (subject: string, hash: string) => [
  ...tokenIndexPrefix(subject),
  hash,
];

/** Beneath it lie the codes, by subject. */
export const CODES = ["one_time_codes"];

/** Beneath it lie the subject's codes. */
export const codePrefix = (subject: string) => [...CODES, subject];

/** Holds a `OneTimeCode` and its generation. */
export const codeKey = (subject: string, scope: string) => [
  ...codePrefix(subject),
  scope,
];

/** Beneath it lie the subject's generations. */
export const generationPrefix = (subject: string) => [
  "one_time_generations",
  subject,
];

/** Holds the generation whose tokens and codes are good. */
export const generationKey = (subject: string, scope: string) => [
  ...generationPrefix(subject),
  scope,
];

/** Beneath it lies what happened to users, by id. */
export const ACTIVITY = ["activity"];

/** Beneath it lies what happened to a user, by time. */
export const activityPrefix = (userId: string) => [...ACTIVITY, userId];

/** Holds an `Activity`. */
export const activityKey = (userId: string, at: number, id: string) => [
  ...activityPrefix(userId),
  at,
  id,
];

/** Beneath it lie the incidents, by time. */
export const INCIDENTS = ["incidents"];

/** Holds an `Incident`. */
export const incidentKey = (at: number, id: string) => [...INCIDENTS, at, id];

/** Beneath it lie the mails, by id. */
export const MAILS = ["mails"];

/** Holds a `QueuedMail`. */
export const mailKey = (id: string) => [...MAILS, id];

/** Beneath it lie the mails that are to be sent, by time. */
export const MAILS_DUE = ["mails_due"];

/** Says that a mail is due then. */
export const mailDueKey = (dueAt: number, id: string) => [
  ...MAILS_DUE,
  dueAt,
  id,
];

/** Beneath it lie the mails about a user. */
export const userMailsPrefix = (userId: string) => ["mails_by_user", userId];

/** Says that a mail is about the user. */
export const userMailKey = (userId: string, id: string) => [
  ...userMailsPrefix(userId),
  id,
];

/** Holds the number of the database's schema. */
export const SCHEMA = ["schema_version"];

/** Holds what is being copied or restored into the database. */
export const ARRIVING = ["arriving"];
