/**
 * The tables of sessions.
 *
 * @module
 */
import type { Columns } from "../../database/row_types.ts";
import type { Session } from "./session.ts";
import type { Schema } from "../../database/schema.ts";

/** The tables of sessions, as queries see them. */
export interface SessionTables {
  sessions: Columns<Session>;
  /** Sessions that started at or before `endedAt` are over. At most one row. */
  sessionCutoff: { id: 1; endedAt: number };
}

/** The migrations of the session tables, and how they are exported. */
export const sessionSchema: Schema = {
  name: "session",
  migrations: {
    "0001_sessions": ({ key, text, whole, flag, strict }) => `
create table sessions (
  id ${key} primary key,
  user_id ${key} not null references users (id) on delete cascade,
  ${whole("epoch")} not null,
  ${flag("remembered")} not null,
  ${flag("bearer")} not null,
  user_agent ${text} not null,
  ${whole("created_at")} not null,
  ${whole("last_seen_at")} not null,
  ${whole("proved_at")} not null,
  ${whole("factor_at")} not null,
  ${whole("expires_at")} not null
) ${strict};
create index sessions_user_id on sessions (user_id);
create index sessions_expires_at on sessions (expires_at);

create table session_cutoff (
  id integer primary key check (id = 1),
  ${whole("ended_at")} not null
) ${strict};
`,
  },
  tables: {
    sessions: { userId: "user_id", hidden: ["epoch"], expiresAt: "expires_at" },
    session_cutoff: { userId: null },
  },
};
