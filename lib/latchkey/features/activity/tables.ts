/**
 * The tables of activity and incidents.
 *
 * @module
 */
import type { Columns } from "../../database/row_types.ts";
import type { Activity, Incident } from "./records.ts";
import type { Schema } from "../../database/schema.ts";

/** The tables of activity, as queries see them. */
export interface ActivityTables {
  activity: Columns<Activity>;
  incidents: Columns<Incident>;
}

/** The migrations of the activity tables, and how they are exported. */
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
    incidents: { userId: null }, // Kept after the accounts are deleted.
  },
};
