/**
 * How the library's tables came to be as they are. A migration that was released is never
 * changed: the next one is added below it.
 *
 * @module
 */
import type { Migration } from "./migrations.ts";

const accounts: Migration = ({ key, text, whole, flag, strict }) => `
create table users (
  id ${key} primary key,
  name ${text} not null,
  language ${text},
  password_hash ${text} not null,
  ${flag("slow_hash")} not null,
  ${whole("verified_at")},
  ${flag("disabled")} not null,
  ${whole("session_epoch")} not null,
  ${whole("credential_epoch")} not null,
  ${whole("delete_after")},
  ${whole("imported_at")},
  ${whole("created_at")} not null
) ${strict};
create index users_slow_hash on users (slow_hash) where slow_hash;
create index users_delete_after on users (delete_after, id)
  where delete_after is not null;
create index users_unconfirmed on users (created_at, id)
  where verified_at is null and imported_at is null;

create table user_roles (
  user_id ${key} not null references users (id) on delete cascade,
  role ${key} not null,
  primary key (user_id, role)
) ${strict};

create table email_addresses (
  address_key ${key} primary key,
  domain ${key} not null,
  address ${text} not null,
  user_id ${key} not null references users (id) on delete cascade,
  ${whole("kept_until")}
) ${strict};
create index email_addresses_domain on email_addresses (domain, address_key);
create index email_addresses_user_id on email_addresses (user_id);
create unique index email_addresses_present on email_addresses (user_id)
  where kept_until is null;
create index email_addresses_kept_until on email_addresses (kept_until)
  where kept_until is not null;
`;

const sessions: Migration = ({ key, text, whole, flag, strict }) => `
create table sessions (
  id ${key} primary key,
  user_id ${key} not null references users (id) on delete cascade,
  ${whole("epoch")} not null,
  ${flag("remembered")} not null,
  ${flag("bearer")} not null,
  user_agent ${text} not null,
  ${whole("created_at")} not null,
  ${whole("last_seen_at")} not null,
  ${whole("password_at")} not null,
  ${whole("expires_at")} not null
) ${strict};
create index sessions_user_id on sessions (user_id);
create index sessions_expires_at on sessions (expires_at);

create table session_cutoff (
  id integer primary key check (id = 1),
  ${whole("ended_at")} not null
) ${strict};
`;

const limits: Migration = ({ key, number, strict }) => `
create table rate_limits (
  key ${key} primary key,
  full_at ${number} not null
) ${strict};
create index rate_limits_full_at on rate_limits (full_at);
`;

const tokens: Migration = ({ key, text, whole, strict }) => `
create table tokens (
  hash ${key} primary key,
  purpose ${text} not null,
  subject ${key} not null,
  scope ${key} not null,
  user_id ${key} references users (id) on delete cascade,
  address_key ${key} not null,
  data ${text} not null,
  ${whole("created_at")} not null,
  ${whole("expires_at")} not null
) ${strict};
create index tokens_subject on tokens (subject, scope);
create index tokens_user_id on tokens (user_id) where user_id is not null;
create index tokens_expires_at on tokens (expires_at);

create table codes (
  subject ${key} not null,
  scope ${key} not null,
  user_id ${key} references users (id) on delete cascade,
  mac ${key} not null,
  ${whole("attempts_left")} not null,
  ${whole("created_at")} not null,
  ${whole("expires_at")} not null,
  primary key (subject, scope)
) ${strict};
create index codes_user_id on codes (user_id) where user_id is not null;
create index codes_expires_at on codes (expires_at);
`;

const emails: Migration = ({ key, text, whole, strict }) => `
create table emails (
  id ${key} primary key,
  kind ${text} not null,
  data ${text} not null,
  user_id ${key} references users (id) on delete cascade,
  ${whole("created_at")} not null,
  ${whole("due_at")},
  ${whole("attempts")} not null,
  last_error ${text} not null,
  ${whole("claimed_at")} not null,
  ${whole("kept_until")} not null
) ${strict};
create index emails_due_at on emails (due_at, id) where due_at is not null;
create index emails_user_id on emails (user_id) where user_id is not null;
create index emails_kept_until on emails (kept_until);
`;

const logs: Migration = ({ key, text, whole, strict }) => `
create table activity (
  id ${key} primary key,
  user_id ${key} not null references users (id) on delete cascade,
  ${whole("at")} not null,
  kind ${text} not null,
  user_agent ${text} not null,
  client ${text} not null,
  detail ${text} not null,
  ${whole("expires_at")} not null
) ${strict};
create index activity_user_id on activity (user_id, at, id);
create index activity_expires_at on activity (expires_at);

create table incidents (
  id ${key} primary key,
  ${whole("at")} not null,
  kind ${text} not null,
  user_id ${key} not null
) ${strict};
create index incidents_at on incidents (at, id);
`;

const importInProgress: Migration = ({ text, strict }) => `
create table import_in_progress (
  id integer primary key check (id = 1),
  source ${text} not null,
  foreign_keys ${text} not null
) ${strict};
`;

/** The library's migrations, in their order. */
export const LIBRARY_MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001_accounts": accounts,
  "0002_sessions": sessions,
  "0003_limits": limits,
  "0004_tokens": tokens,
  "0005_emails": emails,
  "0006_logs": logs,
  "0007_import_in_progress": importInProgress,
};
