/**
 * All tables of the library: what its features bring, put together.
 *
 * @module
 */
import { engineSchema } from "./database/engine_tables.ts";
import { migrationsIn, type Schema } from "./database/schema.ts";
import type { Migrations } from "./database/migrations.ts";
import { emailSchema } from "./email/tables.ts";
import { accountSchema } from "./features/account/tables.ts";
import { activitySchema } from "./features/activity/tables.ts";
import { sessionSchema } from "./features/session/tables.ts";
import { tokenSchema } from "./features/tokens/tables.ts";
import { limitSchema } from "./limits/tables.ts";

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
