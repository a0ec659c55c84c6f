/**
 * The library's tables as queries see them: `docs/database.md` shows them as SQL. Columns are
 * `snake_case` in the database and `camelCase` here.
 *
 * @module
 */
import type { ColumnType } from "kysely";
import type { EngineTables } from "./engine_tables.ts";
import type { OneTimeCode } from "../features/tokens/code_rows.ts";
import type { QueuedMail } from "../email/email_rows.ts";
import type { Activity, Incident } from "../features/activity/logs.ts";
import type { Session } from "../features/session/session_rows.ts";
import type { OneTimeToken } from "../features/tokens/token_rows.ts";
import type { User } from "../features/account/user.ts";

/** A boolean in PostgreSQL, 0 or 1 in SQLite. */
type Flag = ColumnType<boolean | number, boolean, boolean>;

/** The columns of a record. */
type Columns<Kept> = {
  -readonly [Name in keyof Kept]: Kept[Name] extends boolean ? Flag
    : Kept[Name];
};

/** The same for one with data, kept as JSON, that may be about a user. */
type WithData<Kept> = Omit<Columns<Kept>, "data" | "userId"> & {
  data: string;
  userId: string | null;
};

/** Every table of the library. */
export interface Tables extends EngineTables {
  users:
    & Columns<
      Omit<User, "address" | "addressKey" | "roles" | "formerAddresses">
    >
    & { slowHash: Flag };
  userRoles: { userId: string; role: string };
  /** Who has an address: for good, or until `keptUntil` when it is a former one. */
  emailAddresses: {
    addressKey: string;
    domain: string;
    address: string;
    userId: string;
    keptUntil: number | null;
  };
  sessions: Columns<Session>;
  /** Sessions that began at `endedAt` or before are over. One row at most. */
  sessionCutoff: { id: 1; endedAt: number };
  rateLimits: { key: string; fullAt: number };
  tokens: WithData<OneTimeToken>;
  /** `mac` is empty where there is no code: an attempt at none takes as long as one at a code. */
  codes: Omit<Columns<OneTimeCode>, "triesLeft"> & {
    attemptsLeft: number;
    userId: string | null;
  };
  emails: WithData<QueuedMail> & { claimedAt: number; keptUntil: number };
  activity: Columns<Activity>;
  incidents: Columns<Incident>;
}
