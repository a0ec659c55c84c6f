/**
 * The tables of the database, as queries see them: `docs/database.md` shows them as SQL.
 *
 * Columns are `snake_case` in the database and `camelCase` here. Times are milliseconds
 * since the epoch. Flags come back as 0 and 1 from SQLite.
 *
 * @module
 */
import type { ColumnType } from "kysely";

/** A boolean in PostgreSQL, 0 or 1 in SQLite. */
export type Flag = ColumnType<boolean | number, boolean, boolean>;

/** An account. Its present address is in {@linkcode EmailAddressesTable}. */
export interface UsersTable {
  id: string;
  name: string;
  language: string | null;
  passwordHash: string;
  /** Whether the hash takes longer to check than one the app makes by default. */
  slowHash: Flag;
  verifiedAt: number | null;
  disabled: Flag;
  sessionEpoch: number;
  credentialEpoch: number;
  deleteAfter: number | null;
  createdAt: number;
}

/** A role of an account. */
export interface UserRolesTable {
  userId: string;
  role: string;
}

/** Who has an address: for good, or until `keptUntil` when it is a former one. */
export interface EmailAddressesTable {
  addressKey: string;
  address: string;
  userId: string;
  keptUntil: number | null;
}

/** A session. It is over when its epoch is not the account's. */
export interface SessionsTable {
  id: string;
  userId: string;
  epoch: number;
  remembered: Flag;
  bearer: Flag;
  userAgent: string;
  createdAt: number;
  lastSeenAt: number;
  passwordAt: number;
  expiresAt: number;
}

/** Sessions that began then or before are over. One row at most. */
export interface SessionCutoffTable {
  id: 1;
  endedAt: number;
}

/** When the bucket of a rate limit is full again. */
export interface RateLimitsTable {
  key: string;
  fullAt: number;
}

/** A token that is good for one use. */
export interface TokensTable {
  hash: string;
  purpose: string;
  subject: string;
  scope: string;
  /** The account it is about, if its subject is one. */
  userId: string | null;
  addressKey: string;
  /** JSON: an object of texts. */
  data: string;
  createdAt: number;
  expiresAt: number;
}

/** A code that a person types: one for each subject and scope. */
export interface CodesTable {
  subject: string;
  scope: string;
  userId: string | null;
  /** Empty where there is no code: an attempt at none takes as long as one at a code. */
  mac: string;
  attemptsLeft: number;
  createdAt: number;
  expiresAt: number;
}

/** An email that waits to be sent. */
export interface EmailsTable {
  id: string;
  kind: string;
  /** JSON: an object of texts, numbers, booleans and nulls. */
  data: string;
  userId: string | null;
  createdAt: number;
  dueAt: number | null;
  attempts: number;
  lastError: string;
  claimedAt: number;
  keptUntil: number;
}

/** Something that happened to an account. */
export interface ActivityTable {
  id: string;
  userId: string;
  at: number;
  kind: string;
  userAgent: string;
  client: string;
  detail: string;
  expiresAt: number;
}

/** Something an operator did in an emergency. `userId` may be of an account that is gone. */
export interface IncidentsTable {
  id: string;
  at: number;
  kind: string;
  userId: string;
}

/** A migration that was applied. */
export interface MigrationsTable {
  name: string;
  /** Whether an app that does not know it must leave the database alone. */
  breaking: Flag;
  appliedAt: number;
}

/** What is being copied or restored into the database. One row at most. */
export interface ImportInProgressTable {
  id: 1;
  source: string;
  /** JSON: the foreign keys to put back at the end. */
  foreignKeys: string;
}

/** Every table of the library. */
export interface Tables {
  users: UsersTable;
  userRoles: UserRolesTable;
  emailAddresses: EmailAddressesTable;
  sessions: SessionsTable;
  sessionCutoff: SessionCutoffTable;
  rateLimits: RateLimitsTable;
  tokens: TokensTable;
  codes: CodesTable;
  emails: EmailsTable;
  activity: ActivityTable;
  incidents: IncidentsTable;
  latchkeyMigrations: MigrationsTable;
  importInProgress: ImportInProgressTable;
}
