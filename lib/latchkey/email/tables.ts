/**
 * The table of queued emails.
 *
 * @module
 */
import type { WithData } from "../database/row_types.ts";
import type { QueuedMail } from "./queued_mail.ts";
import type { Schema } from "../database/schema.ts";

/** The rows of the queue. */
export interface EmailTables {
  emails: WithData<QueuedMail> & { claimedAt: number; keptUntil: number };
}

/** Their schema. */
export const emailSchema: Schema = {
  name: "email",
  migrations: {
    "0001_emails": ({ key, text, whole, strict }) => `
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
`,
  },
  tables: {
    emails: { userId: "user_id", hidden: ["data"], expiresAt: "kept_until" },
  },
};
