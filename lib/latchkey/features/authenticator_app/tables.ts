/**
 * The table of authenticator apps.
 *
 * @module
 */
import type { Schema } from "../../database/schema.ts";

/** A row: an app that was set up, is being set up, or was removed. */
export interface AuthenticatorApp {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  /** Sealed with the data keys. */
  readonly secret: string;
  /** The newest step of the clock whose code was used; 0 while none was. */
  readonly lastStep: number;
  readonly createdAt: number;
  /** When a code showed that the app has the secret. Until then it is null, and the app opens nothing. */
  readonly confirmedAt: number | null;
  readonly lastUsedAt: number | null;
  /** Null unless the app was removed. It then opens nothing, and is kept to be restored. */
  readonly removedAt: number | null;
  /** When an app that was removed, or never confirmed, is deleted. */
  readonly expiresAt: number | null;
}

/** The table as queries see it. */
export interface AuthenticatorTables {
  authenticatorApps: AuthenticatorApp;
}

/** How it is made. */
export const authenticatorSchema: Pick<Schema, "migrations" | "tables"> = {
  migrations: {
    "0001_authenticator_apps": ({ key, text, whole, strict }) => `
create table authenticator_apps (
  id ${key} primary key,
  user_id ${key} not null references users (id) on delete cascade,
  name ${text} not null,
  secret ${text} not null,
  ${whole("last_step")} not null,
  ${whole("created_at")} not null,
  ${whole("confirmed_at")},
  ${whole("last_used_at")},
  ${whole("removed_at")},
  ${whole("expires_at")}
) ${strict};
create index authenticator_apps_user_id on authenticator_apps (user_id);
create index authenticator_apps_expires_at on authenticator_apps (expires_at);
`,
  },
  tables: {
    authenticator_apps: {
      userId: "user_id",
      hidden: ["secret", "last_step"],
      secrets: { secret: { kind: "sealed", purpose: "authenticator_app" } },
      expiresAt: "expires_at",
    },
  },
};
