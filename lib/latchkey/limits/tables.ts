/**
 * The table of rate limits.
 *
 * @module
 */
import type { Schema } from "../database/schema.ts";

/** The rows of rate limits. */
export interface LimitTables {
  rateLimits: { key: string; fullAt: number };
}

/** Their schema. */
export const limitSchema: Schema = {
  name: "limits",
  migrations: {
    "0001_limits": ({ key, number, strict }) => `
create table rate_limits (
  key ${key} primary key,
  full_at ${number} not null
) ${strict};
create index rate_limits_full_at on rate_limits (full_at);
`,
  },
  tables: {
    rate_limits: { userId: null, expiresAt: "full_at" },
  },
};
