/**
 * The table of tokens that providers gave out.
 *
 * @module
 */
import type { Schema } from "../../database/schema.ts";

/** The table as queries see it. */
export interface KeptTokenTables {
  /** The tokens of a linked login, sealed. They are deleted when it is unlinked. */
  providerTokens: { linkedLoginId: string; userId: string; tokens: string };
}

/** The purpose that the tokens are sealed for. */
export const TOKEN_PURPOSE = "provider_tokens";

/** How it is made. */
export const keptTokenSchema: Required<
  Pick<Schema, "migrations" | "tables">
> = {
  migrations: {
    "0003_provider_tokens": ({ key, text, strict }) => `
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
    provider_tokens: {
      userId: "user_id",
      hidden: ["tokens"],
      secrets: { tokens: { kind: "sealed", purpose: TOKEN_PURPOSE } },
    },
  },
};
