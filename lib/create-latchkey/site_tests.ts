/**
 * Tests of new sites that show most of what answers can break. All tests of a site take minutes.
 *
 * @module
 */

/** Tests of the new site that look at what was written, and start it. */
export const TESTS: readonly string[] = [
  "tests/env_example_test.ts",
  "tests/http/language_test.ts",
  "tests/i18n",
  "tests/routes/home_test.ts",
  "tests/routes/login_test.ts",
  "tests/static",
];

/** Tests that depend on the languages, the name, and features beside others. */
export const MORE_TESTS: readonly string[] = [
  ...TESTS,
  "tests/mail/site_email_test.tsx",
  "tests/openapi/document_test.ts",
  "tests/routes/account_language_test.ts",
  "tests/routes/account_password_test.ts",
  "tests/routes/form_error_titles_test.ts",
  "tests/routes/languages_account_test.ts",
  "tests/routes/languages_auth_test.ts",
  "tests/routes/languages_error_test.ts",
  "tests/routes/layout_test.ts",
  "tests/routes/preferences_test.ts",
  "tests/routes/sign_up_test.ts",
];

/** Tests of features that use other features if the site has them. */
export const FEATURE_TESTS: readonly string[] = [
  "tests/passkeys/languages_test.ts",
  "tests/passkeys/own_languages_test.ts",
  "tests/second_factor/admin_factors_test.ts",
];

/** Tests of features that switch the language if the site has another one. */
export const LANGUAGE_TESTS: readonly string[] = [
  "tests/account_recovery/recovery_test.ts",
  "tests/authenticator_app/pending_login_test.ts",
  "tests/authenticator_app/step_up_test.ts",
  "tests/passkeys/login_test.ts",
  "tests/providers/buttons_test.ts",
  "tests/providers/failures_test.ts",
  "tests/recovery_codes",
  "tests/static",
];
