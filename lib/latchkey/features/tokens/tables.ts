/**
 * The tables of one-time tokens and codes.
 *
 * @module
 */
import type { Columns, WithData } from "../../database/row_types.ts";
import type { OneTimeCode, OneTimeToken } from "./token.ts";
import type { Schema } from "../../database/schema.ts";

/** The tables of tokens and codes, as queries see them. */
export interface TokenTables {
  tokens: WithData<OneTimeToken>;
  /** `mac` is empty if there is no code, so that an attempt takes as long as at a real one. */
  codes: Columns<OneTimeCode> & { userId: string | null };
}

/** The migrations of the token tables, and how they are exported. */
export const tokenSchema: Schema = {
  name: "tokens",
  migrations: {
    "0001_tokens": ({ key, text, whole, strict }) => `
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
`,
  },
  tables: {
    tokens: {
      userId: "user_id",
      hidden: ["hash", "address_key", "data"],
      expiresAt: "expires_at",
    },
    codes: { userId: "user_id", hidden: ["mac"], expiresAt: "expires_at" },
  },
};
