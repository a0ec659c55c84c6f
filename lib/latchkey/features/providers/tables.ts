/**
 * The tables of logins with a provider.
 *
 * @module
 */
import type { Columns } from "../../database/row_types.ts";
import type { Schema } from "../../database/schema.ts";
import type { LinkedLoginRow } from "./linked_login.ts";

/** The tables as queries see them. */
export interface ProviderTables {
  /** States that came back, by hash, each until it would have expired: none is used twice. */
  usedProviderStates: { hash: string; expiresAt: number };
  /** An identity that works belongs to one account; unlinked ones are history. */
  linkedLogins: Columns<LinkedLoginRow>;
  /** The tokens of a linked login, sealed. They are deleted when it is unlinked. */
  providerTokens: { linkedLoginId: string; userId: string; tokens: string };
}

/** The purpose that tokens are sealed for. */
export const TOKEN_PURPOSE = "provider_tokens";

/** How they are made. */
export const providerSchema: Pick<Schema, "migrations" | "tables"> = {
  migrations: {
    "0001_providers": ({ key, text, whole, strict }) => `
create table used_provider_states (
  hash ${key} primary key,
  ${whole("expires_at")} not null
) ${strict};
create index used_provider_states_expires_at on used_provider_states (expires_at);

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

create table provider_tokens (
  linked_login_id ${key} primary key
    references linked_logins (id) on delete cascade,
  user_id ${key} not null references users (id) on delete cascade,
  tokens ${text} not null
) ${strict};
create index provider_tokens_user_id on provider_tokens (user_id);
`,
  },
  tables: {
    used_provider_states: { userId: null, expiresAt: "expires_at" },
    linked_logins: { userId: "user_id", expiresAt: "expires_at" },
    provider_tokens: {
      userId: "user_id",
      hidden: ["tokens"],
      secrets: { tokens: { kind: "sealed", purpose: TOKEN_PURPOSE } },
    },
  },
};
