/**
 * How a database in PostgreSQL came to be as it is: numbered steps, forward only. A
 * step that has been published is never changed; the next one is added below it, so
 * that the last leads to `SCHEMA_VERSION`.
 *
 * A record lies in its table as the JSON that every adapter knows, and what it is
 * looked up by is a column that the database works out of it: the two cannot differ.
 * Keys sort by their bytes (`collate "C"`), as they do in Deno KV. Nothing refers to
 * another table by a foreign key: what is left of a removed account opens nothing.
 *
 * @module
 */

const ACCOUNTS = `
create table latchkey.users (
  row jsonb not null,
  id text collate "C" generated always as (row->>'id') stored primary key,
  address_key text collate "C" generated always as (row->>'addressKey') stored not null,
  session_epoch bigint generated always as ((row->>'sessionEpoch')::bigint) stored not null,
  delete_after bigint generated always as ((row->>'deleteAfter')::bigint) stored
);
create index on latchkey.users (address_key);
create index on latchkey.users (delete_after) where delete_after is not null;
create index on latchkey.users (((row->>'createdAt')::bigint))
  where row->>'verifiedAt' is null;

-- Who has an address, and until when when it is kept for whom had it: null is for good.
create table latchkey.addresses (
  address_key text collate "C" primary key,
  user_id text collate "C" not null,
  kept_until bigint
);
create index on latchkey.addresses (user_id);
create index on latchkey.addresses (kept_until) where kept_until is not null;

-- Users that another store began to remove.
create table latchkey.removals (user_id text collate "C" primary key);
`;

const SESSIONS = `
create table latchkey.sessions (
  row jsonb not null,
  id text collate "C" generated always as (row->>'id') stored primary key,
  user_id text collate "C" generated always as (row->>'userId') stored not null,
  epoch bigint generated always as ((row->>'epoch')::bigint) stored not null,
  created_at bigint generated always as ((row->>'createdAt')::bigint) stored not null,
  expires_at bigint generated always as ((row->>'expiresAt')::bigint) stored not null
);
create index on latchkey.sessions (user_id);
create index on latchkey.sessions (expires_at);

-- Sessions that began then or before are over: one row at most.
create table latchkey.sessions_floor (
  only_one boolean primary key default true check (only_one),
  ended_at bigint not null
);

-- Sessions that were not ended, each with its user.
create view latchkey.live_sessions as
  select sessions.row, sessions.id, sessions.user_id, users.row as user_row
  from latchkey.sessions join latchkey.users
    on users.id = sessions.user_id and users.session_epoch = sessions.epoch
  where sessions.created_at >
    coalesce((select ended_at from latchkey.sessions_floor), -1);
`;

const LIMITS = `
create table latchkey.limits (
  key text collate "C" primary key,
  full_at double precision not null
);
create index on latchkey.limits (full_at);
`;

const ONE_TIME = `
-- In which the tokens and codes of a subject and scope are made: they are good while it
-- is there, so deleting it burns them all.
create table latchkey.one_time_generations (
  subject text collate "C",
  scope text collate "C",
  id uuid not null default gen_random_uuid(),
  until bigint not null,
  primary key (subject, scope)
);
create index on latchkey.one_time_generations (until);

create table latchkey.one_time_tokens (
  row jsonb not null,
  hash text collate "C" generated always as (row->>'hash') stored primary key,
  subject text collate "C" generated always as (row->>'subject') stored not null,
  scope text collate "C" generated always as (row->>'scope') stored not null,
  expires_at bigint generated always as ((row->>'expiresAt')::bigint) stored not null,
  generation uuid not null
);
create index on latchkey.one_time_tokens (subject);
create index on latchkey.one_time_tokens (expires_at);

create table latchkey.one_time_codes (
  row jsonb not null,
  subject text collate "C",
  scope text collate "C",
  expires_at bigint not null,
  generation uuid,
  primary key (subject, scope)
);
create index on latchkey.one_time_codes (expires_at);
`;

const LOGS = `
create table latchkey.activity (
  row jsonb not null,
  user_id text collate "C" generated always as (row->>'userId') stored,
  at bigint generated always as ((row->>'at')::bigint) stored,
  id text collate "C" generated always as (row->>'id') stored,
  expires_at bigint generated always as ((row->>'expiresAt')::bigint) stored not null,
  primary key (user_id, at, id)
);
create index on latchkey.activity (expires_at);

create table latchkey.incidents (
  row jsonb not null,
  at bigint generated always as ((row->>'at')::bigint) stored,
  id text collate "C" generated always as (row->>'id') stored,
  primary key (at, id)
);
`;

const MAILS = `
create table latchkey.mails (
  row jsonb not null,
  id text collate "C" generated always as (row->'mail'->>'id') stored primary key,
  user_id text collate "C" generated always as (row->'mail'->>'userId') stored not null,
  due_at bigint generated always as ((row->'mail'->>'dueAt')::bigint) stored,
  kept_until bigint not null
);
create index on latchkey.mails (due_at, id) where due_at is not null;
create index on latchkey.mails (user_id);
create index on latchkey.mails (kept_until);
`;

const WHAT_IS_ARRIVING = `
create table latchkey.arriving (
  only_one boolean primary key default true check (only_one),
  what text not null
);
`;

const SLOW_HASHES = `
alter table latchkey.users add column slow_hash boolean not null
  generated always as (row->>'passwordHash' <> ''
    and row->>'passwordHash' !~ '^\\$(2[aby]\\$|bcrypt-sha256\\$v=2,t=2b,r=)(0?[0-9]|1[0-2])\\$') stored;
create index on latchkey.users (slow_hash) where slow_hash;
`;

/** The first makes schema 1 in an empty database, the second leads from 1 to 2, and so on. */
export const MIGRATIONS: readonly string[] = [
  [ACCOUNTS, SESSIONS, LIMITS, ONE_TIME, LOGS, MAILS, WHAT_IS_ARRIVING].join(
    "",
  ),
  SLOW_HASHES,
];
