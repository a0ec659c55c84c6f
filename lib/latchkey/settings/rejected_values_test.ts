import assert from "node:assert/strict";
import { readSettings } from "./settings.ts";
import { settingsError } from "../testing/settings_error.ts";
import { TEST_SITE } from "../testing/site.ts";

Deno.test("reports every problem at once, each with its name and an example", () => {
  const { problems, message } = settingsError({
    APP_ENV: "prod",
    PORT: "80a",
    HOST: "http://x",
    PUBLIC_URL: "example.com",
    TRUST_PROXY: "true",
    HSTS_INCLUDE_SUBDOMAINS: "true",
    CORS_ORIGINS: "https://app.example.com *",
    SECURITY_CONTACT: "security@example.com",
    ACCESS_TOKEN_MINUTES: "0",
    SESSION_HOURS: "-1",
    REMEMBER_DAYS: "1.5",
    BCRYPT_COST: "16",
    SIGN_UP: "maybe",
    REQUIRE_VERIFIED_ADDRESS: "true",
    SMTP_URL: "mail.example.com",
    MAIL_FROM: "hello",
    LOG_LEVEL: "debug",
  });
  assert.deepEqual(problems.map(({ name }) => name).sort(), [
    "ACCESS_TOKEN_MINUTES",
    "APP_ENV",
    "BCRYPT_COST",
    "CORS_ORIGINS",
    "HOST",
    "HSTS_INCLUDE_SUBDOMAINS",
    "LOG_LEVEL",
    "MAIL_FROM",
    "PORT",
    "PUBLIC_URL",
    "REMEMBER_DAYS",
    "REQUIRE_VERIFIED_ADDRESS",
    "SECURITY_CONTACT",
    "SESSION_HOURS",
    "SIGN_UP",
    "SMTP_URL",
    "TRUST_PROXY",
  ]);
  assert.match(message, /^17 settings are invalid:\n/);
  assert.match(
    message,
    /PORT is "80a", but must be a whole number from 0 to 65535 \(.+\)\. For example: PORT=8000/,
  );
  for (const { name, example } of problems) {
    assert.ok(message.includes(`\n  ${name} `), `${name} has its line`);
    assert.ok(example.startsWith(`${name}=`));
  }
});

Deno.test("accepts the example given with each problem", () => {
  const { problems } = settingsError({
    PORT: "x",
    HOST: "a b",
    PUBLIC_URL: "x",
    TRUST_PROXY: "x",
    ACCESS_TOKEN_MINUTES: "x",
    SESSION_HOURS: "x",
    REMEMBER_DAYS: "x",
    BCRYPT_COST: "x",
    SIGN_UP: "x",
    REQUIRE_VERIFIED_ADDRESS: "x",
    SMTP_URL: "x",
    MAIL_FROM: "x",
    LOG_LEVEL: "x",
  });
  const env = problems.map(({ example }) => example.split("="));
  readSettings(TEST_SITE, Object.fromEntries(env));
});

for (const HOST of ["a..b", ":::", "a b", "ö.example:1"]) {
  Deno.test(`rejects HOST=${HOST}`, () => {
    assert.match(
      settingsError({ HOST }).message,
      /HOST is .+ IP address, without/,
    );
  });
}

for (
  const DATABASE_FILE of [
    "file:///var/lib/x.db",
    "file:/var/lib/x.db?mode=memory",
    "redis://localhost/x",
    "https://db.example.com",
    "http://localhost:4512",
    "postgres://ada:hunter2@localhost/x",
  ]
) {
  Deno.test(`rejects DATABASE_FILE=${DATABASE_FILE}`, () => {
    const { message } = settingsError({ DATABASE_FILE });
    assert.match(message, /must be the path of a file, or/);
    assert.doesNotMatch(message, /hunter2/);
  });
}

Deno.test("rejects a DATABASE_FILE that names a folder", () => {
  const { message } = settingsError({ DATABASE_FILE: "/var/lib/latchkey/" });
  assert.match(message, /is "\/var\/lib\/latchkey\/", which is a folder/);
});

for (
  const value of ["1e3", "0x50", "8000.0", "+8000", "８０００", "99999999999"]
) {
  Deno.test(`rejects PORT=${value}`, () => {
    assert.deepEqual(settingsError({ PORT: value }).problems.length, 1);
  });
}

for (
  const [value, why] of [
    ["https://example.com/app", /must have no path/],
    ["https://example.com/?x", /must have no path/],
    ["https://example.com?", /must have no path/],
    ["https://example.com#", /must have no path/],
    ["ftp://example.com", /https:\/\/ or http:\/\//],
    ["javascript:alert(1)", /https:\/\/ or http:\/\//],
    ["//example.com", /https:\/\/ or http:\/\//],
  ] as const
) {
  Deno.test(`rejects PUBLIC_URL=${value}`, () => {
    assert.match(settingsError({ PUBLIC_URL: value }).message, why);
  });
}

Deno.test("rejects a password in PUBLIC_URL without repeating it", () => {
  const { message } = settingsError({
    PUBLIC_URL: "https://a:hunter2@example.com",
  });
  assert.doesNotMatch(message, /hunter2/);
});

Deno.test("rejects a PUBLIC_URL without HTTPS in production, except localhost", () => {
  const env = { APP_ENV: "production", PUBLIC_URL: "http://example.com" };
  assert.match(settingsError(env).message, /PUBLIC_URL starts with http:\/\//);
  for (const host of ["localhost.example.com", "127.0.0.1.example.com"]) {
    settingsError({ ...env, PUBLIC_URL: `http://${host}` });
  }
});

Deno.test("allows a cheap bcrypt cost in development and tests only", () => {
  assert.equal(readSettings(TEST_SITE, { BCRYPT_COST: "4" }).bcryptCost, 4);
  assert.equal(
    readSettings(TEST_SITE, { APP_ENV: "test", BCRYPT_COST: "4" }).bcryptCost,
    4,
  );
  assert.match(
    settingsError({ APP_ENV: "production", BCRYPT_COST: "9" }).message,
    /from 10 to 15/,
  );
});

Deno.test("rejects a token that outlives its session, and a session that outlives a persistent one", () => {
  assert.match(
    settingsError({ ACCESS_TOKEN_MINUTES: "90", SESSION_HOURS: "1" }).message,
    /ACCESS_TOKEN_MINUTES is longer than SESSION_HOURS/,
  );
  assert.match(
    settingsError({ SESSION_HOURS: "48", REMEMBER_DAYS: "1" }).message,
    /REMEMBER_DAYS is shorter than SESSION_HOURS/,
  );
});

Deno.test("keeps keys out of messages and truncates a long value to one line", () => {
  const { message } = settingsError({
    JWT_KEYS: "top-secret",
    PORT: `1\n${"9".repeat(500)}`,
  });
  assert.doesNotMatch(message, /top-secret/);
  assert.equal(message.split("\n").length, 2);
  assert.ok(message.length < 300);
});

Deno.test("rejects a database beside the code, since the app may write to its folder", () => {
  for (const path of ["latchkey.db", "./latchkey.db"]) {
    const { problems } = settingsError({ DATABASE_FILE: path });
    assert.deepEqual(problems.map(({ name }) => name), ["DATABASE_FILE"]);
    assert.match(problems[0].problem, /must be in a folder of its own/);
  }
  for (const path of [".data/a.db", "/srv/a.db", "../a.db", ":memory:"]) {
    assert.equal(
      readSettings(TEST_SITE, { DATABASE_FILE: path }).databaseFile,
      path,
    );
  }
});
