/**
 * The tables of what happened.
 *
 * @module
 */
import type { Columns } from "../../database/row_types.ts";
import type { Activity, Incident } from "./records.ts";
import type { Schema } from "../../database/schema.ts";

/** What happened, as queries see it. */
export interface ActivityTables {
  activity: Columns<Activity>;
  incidents: Columns<Incident>;
}

/** How they are made. */
export const activitySchema: Schema = {
  name: "activity",
  migrations: {
    "0001_logs": ({ key, text, whole, strict }) => `
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
`,
  },
  tables: {
    activity: { userId: "user_id", expiresAt: "expires_at" },
    incidents: { userId: null }, // Outlives the accounts it is about.
  },
};
