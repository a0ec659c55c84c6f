/**
 * The tables of second factors that every site has.
 *
 * @module
 */
import type { Columns } from "../../database/row_types.ts";
import type { Schema } from "../../database/schema.ts";
import type { TrustedBrowser } from "./trusted_browser.ts";

/** The tables of second factors, as queries see them. */
export interface SecondFactorTables {
  trustedBrowsers: Columns<TrustedBrowser>;
  /**
   * When an account that must use a second factor was first seen without one. The row stays for
   * good, so that nothing starts the grace period again.
   */
  factorGracePeriods: { userId: string; startedAt: number };
}

/** The migrations of these tables, and how they are exported. */
export const secondFactorSchema: Schema = {
  name: "second_factor",
  migrations: {
    "0001_trusted_browsers": ({ key, text, whole, strict }) => `
create table trusted_browsers (
  id ${key} primary key,
  user_id ${key} not null references users (id) on delete cascade,
  hash ${key} not null,
  user_agent ${text} not null,
  ${whole("credential_epoch")} not null,
  ${whole("created_at")} not null,
  ${whole("last_used_at")} not null,
  ${whole("expires_at")} not null
) ${strict};
create index trusted_browsers_user_id on trusted_browsers (user_id);
create index trusted_browsers_expires_at on trusted_browsers (expires_at);

create table factor_grace_periods (
  user_id ${key} primary key references users (id) on delete cascade,
  ${whole("started_at")} not null
) ${strict};
`,
  },
  tables: {
    trusted_browsers: {
      userId: "user_id",
      hidden: ["hash", "credential_epoch"],
      expiresAt: "expires_at",
    },
    factor_grace_periods: { userId: "user_id" },
  },
};
