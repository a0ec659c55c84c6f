/**
 * The site that the library's tests are about: every feature of the library, and none of
 * its own.
 *
 * @module
 */
import { migrationsOf } from "../tables.ts";
import { defineSite } from "../feature.ts";
import { admin, invitations, loginLink } from "../features.ts";
import { ARABIC, ENGLISH, GERMAN } from "../i18n/languages.ts";

export const TEST_SITE = defineSite({
  name: "Test site",
  languages: [ENGLISH, ARABIC, GERMAN],
  features: [admin, invitations, loginLink],
});

/** What makes its tables. */
export const TEST_MIGRATIONS = migrationsOf(TEST_SITE);
