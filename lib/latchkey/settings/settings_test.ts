import assert from "node:assert/strict";
import { readSettings } from "./settings.ts";
import { settingsError } from "../testing/settings_error.ts";
import { TEST_SITE } from "../testing/site.ts";

/** A site without features. */
const PLAIN = { ...TEST_SITE, features: [] };

Deno.test("an empty environment means development on localhost only", () => {
  assert.deepEqual(readSettings(PLAIN, {}), {
    appEnv: "development",
    port: 8000,
    host: "localhost",
    publicUrl: null,
    https: false,
    trustProxy: 0,
    hstsIncludeSubdomains: false,
    corsOrigins: [],
    securityContact: null,
    securityReleases: null,
    databaseFile: ".data/latchkey.db",
    databaseUrl: null,
    jwtKeys: null,
    dataKeys: null,
    accessTokenSeconds: 30 * 60,
    sessionSeconds: 12 * 3600,
    rememberSeconds: 30 * 24 * 3600,
    passwordMinLength: 8,
    bcryptCost: 12,
    signUp: "open",
    requireVerifiedAddress: false,
    unconfirmedSeconds: 7 * 24 * 3600,
    requireSecondFactor: [],
    secondFactorGraceSeconds: 7 * 24 * 3600,
    smtpUrl: null,
    mailFrom: `${TEST_SITE.name} <no-reply@localhost>`,
    logLevel: "info",
    metricsToken: null,
    openTelemetry: false,
    features: {},
  });
});

Deno.test("reads every setting by its name", () => {
  const settings = readSettings(PLAIN, {
    APP_ENV: "production",
    PORT: "1234",
    HOST: "::1",
    PUBLIC_URL: "https://example.com:8443",
    TRUST_PROXY: "2",
    HSTS_INCLUDE_SUBDOMAINS: "yes",
    CORS_ORIGINS: "https://app.example.com, http://localhost:5173,",
    SECURITY_CONTACT: "mailto:security@example.com",
    SECURITY_RELEASES: "/etc/latchkey/releases.json",
    DATABASE_FILE: "/var/lib/latchkey.db",
    DATABASE_URL: "postgres://ada:secret@db.example.com/latchkey",
    JWT_KEYS: '{"keys":[]}',
    DATA_KEYS: '{"keys":[]}',
    ACCESS_TOKEN_MINUTES: "5",
    SESSION_HOURS: "8",
    REMEMBER_DAYS: "7",
    PASSWORD_MIN_LENGTH: "15",
    BCRYPT_COST: "11",
    SIGN_UP: "invite",
    REQUIRE_VERIFIED_ADDRESS: "yes",
    UNCONFIRMED_DAYS: "1",
    REQUIRE_SECOND_FACTOR: "admin, editor",
    SECOND_FACTOR_GRACE_DAYS: "14",
    SMTP_URL: "smtps://ada:secret@mail.example.com",
    MAIL_FROM: "Ada <ada@example.com>",
    LOG_LEVEL: "warn",
    METRICS_TOKEN: "3f9c8a71d2e64b05af10c7b8e5d94f26",
  });
  assert.equal(settings.publicUrl?.origin, "https://example.com:8443");
  assert.equal(settings.smtpUrl?.href, "smtps://ada:secret@mail.example.com");
  assert.equal(
    settings.databaseUrl?.href,
    "postgres://ada:secret@db.example.com/latchkey",
  );
  const objects = { publicUrl: null, databaseUrl: null, smtpUrl: null };
  assert.deepEqual({ ...settings, ...objects }, {
    appEnv: "production",
    port: 1234,
    host: "::1",
    publicUrl: null,
    https: true,
    trustProxy: 2,
    hstsIncludeSubdomains: true,
    corsOrigins: ["https://app.example.com", "http://localhost:5173"],
    securityContact: "mailto:security@example.com",
    securityReleases: "/etc/latchkey/releases.json",
    databaseFile: "/var/lib/latchkey.db",
    databaseUrl: null,
    jwtKeys: '{"keys":[]}',
    dataKeys: '{"keys":[]}',
    accessTokenSeconds: 300,
    sessionSeconds: 8 * 3600,
    rememberSeconds: 7 * 24 * 3600,
    passwordMinLength: 15,
    bcryptCost: 11,
    signUp: "invite",
    requireVerifiedAddress: true,
    unconfirmedSeconds: 24 * 3600,
    requireSecondFactor: ["admin", "editor"],
    secondFactorGraceSeconds: 14 * 24 * 3600,
    smtpUrl: null,
    mailFrom: "Ada <ada@example.com>",
    logLevel: "warn",
    metricsToken: "3f9c8a71d2e64b05af10c7b8e5d94f26",
    openTelemetry: false,
    features: {},
  });
});

Deno.test("settings are read-only", () => {
  assert.ok(Object.isFrozen(readSettings(TEST_SITE, {})));
});

Deno.test("treats an empty or blank value as not set, and trims others", () => {
  const settings = readSettings(TEST_SITE, {
    PORT: "",
    HOST: "  ",
    DATABASE_FILE: " .data/a.db\r",
  });
  assert.equal(settings.port, 8000);
  assert.equal(settings.host, "localhost");
  assert.equal(settings.databaseFile, ".data/a.db");
});

Deno.test("production listens on all interfaces and expects HTTPS", () => {
  const settings = readSettings(TEST_SITE, { APP_ENV: "production" });
  assert.equal(settings.host, "0.0.0.0");
  assert.equal(settings.https, true);
});

Deno.test("tests get a database in memory", () => {
  assert.equal(
    readSettings(TEST_SITE, { APP_ENV: "test" }).databaseFile,
    ":memory:",
  );
});

Deno.test("Deno Deploy means production without a database file", () => {
  const settings = readSettings(TEST_SITE, { DENO_DEPLOYMENT_ID: "x1" });
  assert.equal(settings.appEnv, "production");
  assert.equal(settings.databaseFile, null);
  assert.match(
    settingsError({ DENO_DEPLOYMENT_ID: "x1", DATABASE_FILE: "/a/b.db" })
      .message,
    /DATABASE_FILE is set, but Deno Deploy keeps no files/,
  );
  assert.match(
    settingsError({ DENO_DEPLOYMENT_ID: "x1", APP_ENV: "development" }).message,
    /APP_ENV is "development", but .* on Deno Deploy/,
  );
});

Deno.test("HTTPS follows PUBLIC_URL when it is set", () => {
  const https = (env: Record<string, string>) =>
    readSettings(TEST_SITE, env).https;
  assert.equal(https({ PUBLIC_URL: "https://example.com" }), true);
  assert.equal(https({ PUBLIC_URL: "http://example.com" }), false);
  const APP_ENV = "production";
  assert.equal(https({ APP_ENV, PUBLIC_URL: "http://localhost:8000" }), false);
  assert.equal(https({ APP_ENV, PUBLIC_URL: "http://[::1]:8000" }), false);
});
