/**
 * The site that the library's tests are about: one without features of its own.
 *
 * @module
 */
import { migrationsOf } from "../tables.ts";
import { defineSite } from "../feature.ts";

export const TEST_SITE = defineSite({ name: "Latchkey" });

/** What makes its tables. */
export const TEST_MIGRATIONS = migrationsOf(TEST_SITE);
