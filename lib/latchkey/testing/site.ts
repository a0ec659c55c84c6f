/**
 * The site used by the library's tests, with every feature of the library and
 * none of its own.
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
