/**
 * The site that the library's tests are about: one without features of its own.
 *
 * @module
 */
import { migrationsOf } from "../tables.ts";
import { defineSite } from "../feature.ts";
import { ARABIC, ENGLISH, GERMAN } from "../i18n/languages.ts";

export const TEST_SITE = defineSite({
  name: "Test site",
  languages: [ENGLISH, ARABIC, GERMAN],
});

/** What makes its tables. */
export const TEST_MIGRATIONS = migrationsOf(TEST_SITE);
