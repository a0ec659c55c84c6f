/**
 * The site of the library's tests, with all optional features of the library.
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

/** Its migrations. */
export const TEST_MIGRATIONS = migrationsOf(TEST_SITE);
