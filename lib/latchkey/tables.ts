/**
 * All tables of the library: what its features bring, put together.
 *
 * @module
 */
import { engineSchema, type EngineTables } from "./database/engine_tables.ts";
import { migrationsIn, type Schema } from "./database/schema.ts";
import type { Migrations } from "./database/migrations.ts";
import { emailSchema, type EmailTables } from "./email/tables.ts";
import {
  accountSchema,
  type AccountTables,
} from "./features/account/tables.ts";
import {
  activitySchema,
  type ActivityTables,
} from "./features/activity/tables.ts";
import {
  sessionSchema,
  type SessionTables,
} from "./features/session/tables.ts";
import { tokenSchema, type TokenTables } from "./features/tokens/tables.ts";
import { limitSchema, type LimitTables } from "./limits/tables.ts";

/** Every table of the library, for a site's queries that join its own with them. */
export interface LibraryTables
  extends
    EngineTables,
    AccountTables,
    SessionTables,
    LimitTables,
    TokenTables,
    EmailTables,
    ActivityTables {}

/** The features of the library that have tables: each after those that its own refer to. */
export const LIBRARY_SCHEMAS: readonly Schema[] = [
  accountSchema, // First: a database of another app is known by its table of users.
  sessionSchema,
  limitSchema,
  tokenSchema,
  emailSchema,
  activitySchema,
  engineSchema,
];

/** The library's migrations, then those of a site's features, whose tables may refer to the library's. */
export function migrationsOf(
  { features }: { readonly features: readonly Schema[] },
): Migrations {
  return migrationsIn([...LIBRARY_SCHEMAS, ...features]);
}
