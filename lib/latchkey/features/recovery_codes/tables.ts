/**
 * The table of recovery codes.
 *
 * @module
 */
import type { Schema } from "../../database/schema.ts";

/** The table as queries see it. */
export interface RecoveryCodeTables {
  recoveryCodes: {
    /** Keyed: a code alone has too few bits for a plain hash. */
    hash: string;
    userId: string;
    createdAt: number;
    usedAt: number | null;
    /** Null unless the code was replaced or removed. It then opens nothing, and is kept to be restored. */
    removedAt: number | null;
    /** When a code that was removed is deleted. */
    expiresAt: number | null;
  };
}

/** How it is made. */
export const recoveryCodeSchema: Pick<Schema, "migrations" | "tables"> = {
  migrations: {
    "0001_recovery_codes": ({ key, whole, strict }) => `
create table recovery_codes (
  hash ${key} primary key,
  user_id ${key} not null references users (id) on delete cascade,
  ${whole("created_at")} not null,
  ${whole("used_at")},
  ${whole("removed_at")},
  ${whole("expires_at")}
) ${strict};
create index recovery_codes_user_id on recovery_codes (user_id);
create index recovery_codes_expires_at on recovery_codes (expires_at);
`,
  },
  tables: {
    recovery_codes: {
      userId: "user_id",
      hidden: ["hash"],
      secrets: {
        hash: { kind: "hashed", purpose: "recovery_code", usedAt: "used_at" },
      },
      expiresAt: "expires_at",
    },
  },
};
