/**
 * The table of answered logins.
 *
 * @module
 */
import type { Schema } from "../../database/schema.ts";

/** The tables as queries see them. */
export interface ProviderStateTables {
  /** States that came back, by hash, each until it would have expired: none is used twice. */
  usedProviderStates: { hash: string; expiresAt: number };
}

/** How it is made. */
export const providerStateSchema: Pick<Schema, "migrations" | "tables"> = {
  migrations: {
    "0001_used_provider_states": ({ key, whole, strict }) => `
create table used_provider_states (
  hash ${key} primary key,
  ${whole("expires_at")} not null
) ${strict};
create index used_provider_states_expires_at on used_provider_states (expires_at);
`,
  },
  tables: {
    used_provider_states: { userId: null, expiresAt: "expires_at" },
  },
};
