/** The PostgreSQL database that Deno Deploy assigns, in libpq's variables. */
import assert from "node:assert/strict";
import { readSettings } from "./settings.ts";
import { storeName } from "../database/name.ts";
import { databaseAddress } from "../database/postgres/address.ts";
import { settingsError } from "../testing/settings_error.ts";
import { TEST_SITE } from "../testing/site.ts";

const ON_DEPLOY = { DENO_DEPLOYMENT_ID: "x1" };

/** The variables Deno Deploy sets, according to its documentation. */
const ASSIGNED = {
  PGHOST: "db.example.com",
  PGPORT: "6543",
  PGUSER: "ada",
  PGPASSWORD: "hun/ter2 100%?#@:",
  PGDATABASE: "x1-production",
  PGSSLMODE: "require",
};

/** The database they name on Deno Deploy. */
function addressOf(env: Record<string, string>) {
  const { databaseUrl } = readSettings(TEST_SITE, { ...ON_DEPLOY, ...env });
  assert.ok(databaseUrl);
  return databaseAddress(databaseUrl);
}

Deno.test("libpq's variables name the database on Deno Deploy", () => {
  assert.deepEqual(addressOf(ASSIGNED), {
    host: "db.example.com",
    port: 6543,
    user: "ada",
    password: "hun/ter2 100%?#@:",
    database: "x1-production",
    sslMode: "require",
    rootCertificate: null,
    channelBinding: "disable",
  });
  const settings = readSettings(TEST_SITE, { ...ON_DEPLOY, ...ASSIGNED });
  assert.equal(
    storeName(settings),
    "PostgreSQL at db.example.com:6543/x1-production",
  );
});

Deno.test("DATABASE_URL overrides libpq's variables, even invalid ones", () => {
  const DATABASE_URL = "postgres://bob@other.example.com/site";
  const { host, user } = addressOf({ ...ASSIGNED, PGPORT: "x", DATABASE_URL });
  assert.deepEqual([host, user], ["other.example.com", "bob"]);
});

Deno.test("ignores libpq's variables elsewhere, whatever their values", () => {
  for (const APP_ENV of ["development", "production", "test"]) {
    const env = { APP_ENV, ...ASSIGNED, PGPORT: "x", PGPASSWORD: '"quoted"' };
    assert.equal(readSettings(TEST_SITE, env).databaseUrl, null);
  }
});

Deno.test("assigns no database without PGHOST", () => {
  const { databaseUrl, databaseFile } = readSettings(TEST_SITE, {
    ...ON_DEPLOY,
    ...ASSIGNED,
    PGHOST: "",
  });
  assert.deepEqual([databaseUrl, databaseFile], [null, null]);
});

Deno.test("port, password and SSL mode are optional", () => {
  const { PGHOST, PGUSER, PGDATABASE } = ASSIGNED;
  const { port, password, sslMode } = addressOf({ PGHOST, PGUSER, PGDATABASE });
  assert.deepEqual([port, password, sslMode], [5432, "", "verify-full"]);
});

Deno.test("PGHOST is a name, an IP address or a socket's folder", () => {
  const hostOf = (PGHOST: string) => addressOf({ ...ASSIGNED, PGHOST }).host;
  for (const host of ["::1", "192.0.2.1", "/var/run/postgresql", "db_1"]) {
    assert.equal(hostOf(host), host);
  }
  assert.equal(hostOf("BÜCHER.example"), "xn--bcher-kva.example");
});

Deno.test("treats SSL modes it doesn't support as the next stricter one", () => {
  const modeOf = (PGSSLMODE: string) =>
    addressOf({ ...ASSIGNED, PGSSLMODE }).sslMode;
  for (
    const [mode, counts] of [
      ["disable", "disable"],
      ["allow", "verify-full"],
      ["prefer", "verify-full"],
      ["require", "require"],
      ["verify-ca", "verify-full"],
      ["verify-full", "verify-full"],
    ]
  ) assert.equal(modeOf(mode), counts, mode);
});

for (
  const [name, value, why] of [
    [
      "PGHOST",
      "a..b",
      /a host name, an IP address or the folder of a Unix socket/,
    ],
    ["PGHOST", "db.example.com:5432", /a host name, an IP address/],
    ["PGHOST", "a.example.com,b.example.com", /a host name, an IP address/],
    ["PGPORT", "many", /from 1 to 65535/],
    ["PGPORT", "65536", /from 1 to 65535/],
    ["PGUSER", "", /is not set, but PGHOST is/],
    ["PGDATABASE", "", /is not set, but PGHOST is/],
    ["PGSSLMODE", "on", /must be one of /],
  ] as const
) {
  Deno.test(`rejects ${name}=${value} on Deno Deploy without repeating the password`, () => {
    const env = { ...ON_DEPLOY, ...ASSIGNED, [name]: value };
    const { problems, message } = settingsError(env);
    assert.deepEqual(problems.map(({ name }) => name), [name]);
    assert.match(message, why);
    assert.doesNotMatch(message, /hun|ter2|100/);
    const [, example] = problems[0].example.split("=");
    readSettings(TEST_SITE, { ...env, [name]: example });
  });
}
