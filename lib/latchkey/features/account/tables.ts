/**
 * The tables of accounts.
 *
 * @module
 */
import type { Columns, Flag } from "../../database/row_types.ts";
import type { User } from "./user.ts";
import type { Schema } from "../../database/schema.ts";

/** The tables of accounts, as queries see them. */
export interface AccountTables {
  users:
    & Columns<
      Omit<
        User,
        "address" | "addressKey" | "profile" | "roles" | "formerAddresses"
      >
    >
    & { profile: string | null; slowHash: Flag };
  userRoles: { userId: string; role: string };
  /** The current address of an account, or a former one that is reserved until `keptUntil`. */
  emailAddresses: {
    addressKey: string;
    domain: string;
    address: string;
    userId: string;
    keptUntil: number | null;
  };
}

/** Rows that belong to an account but are not covered by its foreign keys. */
export interface FollowingTables {
  /** Sessions of past epochs. */
  sessions: { userId: string; epoch: number };
  /** Tokens and codes that are older than the account they were made for. */
  tokens: { subject: string };
  codes: { subject: string };
}

/** The migrations of the account tables, and how they are exported. */
export const accountSchema: Schema = {
  name: "account",
  migrations: {
    "0001_accounts": ({ key, text, whole, flag, strict }) => `
create table users (
  id ${key} primary key,
  name ${text} not null,
  language ${text},
  profile ${text},
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
`,
  },
  tables: {
    users: {
      userId: "id",
      hidden: [
        "password_hash",
        "slow_hash",
        "session_epoch",
        "credential_epoch",
      ],
    },
    user_roles: { userId: "user_id" },
    email_addresses: {
      userId: "user_id",
      hidden: ["address_key", "domain"],
      expiresAt: "kept_until",
    },
  },
};
