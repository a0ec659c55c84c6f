/**
 * The table of account recoveries.
 *
 * @module
 */
import * as v from "valibot";
import {
  count,
  id,
  languageTag,
  text,
  time,
} from "../../database/row_fields.ts";
import type { Columns } from "../../database/row_types.ts";
import type { Schema } from "../../database/schema.ts";

/**
 * The stages of a recovery, in order, and the ways in which it ends.
 *
 * - `telling`: the first emails are on their way. The wait hasn't begun.
 * - `waiting`: the first part of the wait.
 * - `reminding`: the second emails are on their way. The wait stands still.
 * - `ending`: the rest of the wait.
 * - `ready`: the account's address got a link that finishes it.
 */
export const STAGES = [
  "telling",
  "waiting",
  "reminding",
  "ending",
  "ready",
  "cancelled",
  "completed",
  "lapsed",
] as const;

/** Who or what stopped a recovery. */
export const STOPPED_BY = [
  /** The link in an email. */
  "link",
  /** The button in a session. */
  "session",
  /** A login or a step-up with a second factor. */
  "factor",
  "password_change",
  "secure_account",
  "deletion",
  /** The account was disabled, or has no second factor any more. */
  "account",
  "operator",
] as const;

/** One of {@linkcode STOPPED_BY}. */
export type StoppedBy = typeof STOPPED_BY[number];

/** The schema of a recovery. */
export const recoveryRow = v.object({
  id,
  userId: id,
  stage: v.picklist(STAGES),
  startedAt: time,
  /** How long the wait takes, in milliseconds. A later change of the setting doesn't change it. */
  waitMs: count,
  /** How much of it is over. */
  waitedMs: count,
  /** The time up to which it was counted. */
  seenAt: time,
  /** When the mail server accepted the first email to the account's address; null before. */
  toldAt: v.nullable(time),
  /** The same for the second email. */
  remindedAt: v.nullable(time),
  readyAt: v.nullable(time),
  /** Null while it runs. */
  endedAt: v.nullable(time),
  /** One of {@linkcode STOPPED_BY}; empty unless it was cancelled. */
  stoppedBy: text(40),
  /** The number of emails that mail servers accepted. */
  notices: count,
  /** The language of the page on which it was started. */
  language: v.fallback(v.nullable(languageTag), null),
  /** The browser that started it, as `shortenedUserAgent` returns it. */
  userAgent: text(512),
  /** Its network, as `maskedClient` returns it. */
  client: text(100),
  /** The account's `credentialEpoch` when it was started; null if it is from an older version. */
  credentialEpoch: v.nullable(count),
  keptUntil: time,
});

/** A recovery of an account that lost its second factors. */
export type Recovery = Readonly<v.InferOutput<typeof recoveryRow>>;

/** The table as queries see it. */
export interface RecoveryTables {
  accountRecoveries: Columns<Recovery>;
}

/** How the table is made. */
export const recoverySchema: Pick<Schema, "migrations" | "tables"> = {
  migrations: {
    "0001_account_recoveries": ({ key, text, whole, strict }) => `
create table account_recoveries (
  id ${key} primary key,
  user_id ${key} not null references users (id) on delete cascade,
  stage ${text} not null,
  ${whole("started_at")} not null,
  ${whole("wait_ms")} not null,
  ${whole("waited_ms")} not null,
  ${whole("seen_at")} not null,
  ${whole("told_at")},
  ${whole("reminded_at")},
  ${whole("ready_at")},
  ${whole("ended_at")},
  stopped_by ${text} not null,
  ${whole("notices")} not null,
  language ${text},
  user_agent ${text} not null,
  client ${text} not null,
  ${whole("kept_until")} not null
) ${strict};
create index account_recoveries_user_id on account_recoveries (user_id);
create index account_recoveries_kept_until on account_recoveries (kept_until);
create unique index account_recoveries_running on account_recoveries (user_id)
  where ended_at is null;
`,
    "0002_credential_epoch": ({ whole }) =>
      `alter table account_recoveries add column ${whole("credential_epoch")};`,
  },
  tables: {
    account_recoveries: { userId: "user_id", expiresAt: "kept_until" },
  },
};
