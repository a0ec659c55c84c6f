/**
 * The tables of the library's features.
 *
 * @module
 */
import { engineSchema } from "./database/engine_tables.ts";
import { migrationsIn, type Schema } from "./database/schema.ts";
import type { Migrations } from "./database/migrations.ts";
import { emailSchema } from "./email/tables.ts";
import { accountSchema } from "./features/account/tables.ts";
import { activitySchema } from "./features/activity/tables.ts";
import { secondFactorSchema } from "./features/second_factor/tables.ts";
import { sessionSchema } from "./features/session/tables.ts";
import { tokenSchema } from "./features/tokens/tables.ts";
import { limitSchema } from "./limits/tables.ts";

/** The schemas of the library, each after those that it refers to. */
export const LIBRARY_SCHEMAS: readonly Schema[] = [
  accountSchema, // First, because a database of another app is recognised by its users table.
  sessionSchema,
  limitSchema,
  tokenSchema,
  emailSchema,
  activitySchema,
  secondFactorSchema,
  engineSchema,
];

/**
 * The migrations of the library, then those of a site's features, whose tables may refer to the
 * library's.
 */
export function migrationsOf(
  { features }: { readonly features: readonly Schema[] },
): Migrations {
  return migrationsIn([...LIBRARY_SCHEMAS, ...features]);
}
