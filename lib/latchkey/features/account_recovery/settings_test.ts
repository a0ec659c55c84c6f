import assert from "node:assert/strict";
import { readSettings, SettingsError } from "../../settings/settings.ts";
import { RECOVERING_SITE } from "../../testing/recovering.ts";

const PRODUCTION = {
  APP_ENV: "production",
  PUBLIC_URL: "https://books.example",
};

/** The wait, in hours, with this environment. */
function waitWith(env: Readonly<Record<string, string>>): unknown {
  const { features } = readSettings(RECOVERING_SITE, env);
  return features.account_recovery.RECOVERY_WAIT_HOURS;
}

Deno.test("a recovery waits 72 hours unless set otherwise", () => {
  assert.equal(waitWith({}), 72);
  assert.equal(waitWith({ RECOVERY_WAIT_HOURS: "1" }), 1);
  assert.equal(waitWith({ RECOVERY_WAIT_HOURS: "168" }), 168);
  for (const hours of ["0", "169", "721", "1.5", "-1"]) {
    const env = { RECOVERY_WAIT_HOURS: hours };
    assert.throws(
      () => waitWith(env),
      /must be a whole number from 1 to 168 \(hours, at most the 7 days in which former addresses get emails\)/,
    );
  }
});

Deno.test("production refuses a wait of less than a day", () => {
  for (const hours of ["1", "23"]) {
    assert.throws(
      () => waitWith({ ...PRODUCTION, RECOVERY_WAIT_HOURS: hours }),
      (error) =>
        error instanceof SettingsError &&
        error.message.includes(
          `RECOVERY_WAIT_HOURS is "${hours}", but must be at least 24 in production`,
        ) && error.message.includes("RECOVERY_WAIT_HOURS=72"),
    );
  }
  assert.equal(waitWith({ ...PRODUCTION, RECOVERY_WAIT_HOURS: "24" }), 24);
});
