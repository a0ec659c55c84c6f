/** What `.env.example` says about the settings. */
import assert from "node:assert/strict";
import { readSettings } from "@latchkey/core";
import { settingNames } from "@latchkey/core/server";
import { site } from "../lib/site.ts";

Deno.test(".env.example names every setting once, then the site's own variables", async () => {
  const text = await Deno.readTextFile(".env.example");
  const names = [...text.matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name);
  assert.deepEqual(names, [
    ...settingNames,
    ...site.features.flatMap(({ settings }) => Object.keys(settings)),
  ]);
});

Deno.test(".env.example shows the defaults", async () => {
  const text = await Deno.readTextFile(".env.example");
  const examples = [
    "APP_ENV",
    "PUBLIC_URL",
    "CORS_ORIGINS",
    "SECURITY_CONTACT",
    "SECURITY_RELEASES",
    "DATABASE_URL",
    "JWT_KEYS",
    "DATA_KEYS",
    "REQUIRE_SECOND_FACTOR",
    "SMTP_URL",
    "METRICS_TOKEN",
    "PASSKEY_ORIGINS",
    "PROVIDERS",
  ];
  const env = [...text.matchAll(/^# ([A-Z_]+)=(.*)$/gm)]
    .map(([, name, value]) => [name, value])
    .filter(([name]) => !examples.includes(name));
  assert.deepEqual(
    readSettings(site, Object.fromEntries(env)),
    readSettings(site, {}),
  );
});
