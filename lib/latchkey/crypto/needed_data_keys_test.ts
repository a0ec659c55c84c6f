import assert from "node:assert/strict";
import { providers } from "../features/providers/feature.ts";
import { recoveryCodes } from "../features/recovery_codes/feature.ts";
import { readSettings } from "../settings/settings.ts";
import { TEST_SITE } from "../testing/site.ts";
import { featuresWithDataKeys } from "./needed_data_keys.ts";

Deno.test("login providers need data keys once one is configured", () => {
  const site = { ...TEST_SITE, features: [recoveryCodes, providers] };
  const namesFor = (env: Record<string, string>) =>
    featuresWithDataKeys(site, readSettings(site, { APP_ENV: "test", ...env }));
  assert.deepEqual(namesFor({}), ["recovery_codes"]);
  const GITHUB_CLIENT_ID = "1";
  const GITHUB_CLIENT_SECRET = "2";
  const env = { PROVIDERS: "github", GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET };
  assert.deepEqual(namesFor(env), ["recovery_codes", "providers"]);
});
