/**
 * The table of linked logins.
 *
 * @module
 */
import type { Columns } from "../../database/row_types.ts";
import type { Schema } from "../../database/schema.ts";
import type { LinkedLoginRow } from "./linked_login.ts";

/** The table as queries see it. */
export interface LinkedLoginTables {
  linkedLogins: Columns<LinkedLoginRow>;
}

/** How it is made. An identity that works belongs to one account; unlinked ones are history. */
export const linkedLoginSchema: Required<
  Pick<Schema, "migrations" | "tables">
> = {
  migrations: {
    "0002_linked_logins": ({ key, text, whole, strict }) => `
create table linked_logins (
  id ${key} primary key,
  user_id ${key} not null references users (id) on delete cascade,
  issuer ${key} not null,
  subject ${key} not null,
  provider ${key} not null,
  username ${text} not null,
  ${whole("created_at")} not null,
  ${whole("last_used_at")},
  ${whole("expires_at")}
) ${strict};
create unique index linked_logins_identity on linked_logins (issuer, subject)
  where expires_at is null;
create index linked_logins_user_id on linked_logins (user_id);
create index linked_logins_expires_at on linked_logins (expires_at);
`,
  },
  tables: {
    linked_logins: { userId: "user_id", expiresAt: "expires_at" },
  },
};
