import assert from "node:assert/strict";
import { readSettings } from "./settings.ts";
import { databaseAddress } from "../database/postgres/address.ts";
import { settingsError } from "../testing/settings_error.ts";
import { TEST_SITE } from "../testing/site.ts";

for (
  const [value, why] of [
    ["db.example.com:5432", /starts with postgres:\/\//],
    ["mysql://ada:hunter2@db.example.com/x", /starts with postgres:\/\//],
    ["postgres:///latchkey", /has no host/],
    ["postgres://db.example.com/latchkey", /has no user name/],
    ["postgres://ada:hunter2@db.example.com", /the name of a database/],
    ["postgres://ada:hunter2@db.example.com/", /the name of a database/],
    ["postgres://ada:hun/ter2@db.example.com/x", /\/.+ percent-enc.+ as %2F\./],
    ["postgres://ada:hun#ter2@db.example.com/x", /#.+ percent-enc.+ as %23\./],
    ["postgres://ada:hun?ter2@db.example.com/x", /\?.+ percent-enc.+ as %3F\./],
    ["postgres://ada:12/@db.example.com/x", /percent-encoded, as %2F\./],
    ["postgres://ada:#?@db.example.com/x", /# and \? .+, as %23 and %3F\./],
    ["postgres://ad/a@db.example.com/x", /percent-encoded, as %2F\./],
    ["postgres://ada:100%@db.example.com/x", /each % .+ as %25/],
    [
      "postgres://ada:%FF@db.example.com/x",
      /each % .+ percent-encoded, as %25/,
    ],
    ["postgres://ada:hunter2@db.example.com/x#y", /# in a password, as %23/],
    [
      "postgres://ada:hunter2@db.example.com/x?pool=5",
      /can only have the parameters/,
    ],
    ["postgres://ada@a..b/x", /has no host/],
    ["postgres:///x?host=", /has no host/],
    ["postgres:///x?host=db.example.com", /has no user name/],
    ["postgres://ada@db.example.com/x?port=many", /a number as its port/],
    ["postgres://ada@localhost/x?channel_binding=require", /needs TLS/],
    ["postgres://ada@db.example.com/x?channel_binding=on", /one of disable/],
    [
      "postgres://ada:hunter2@db.example.com/x?sslmode=prefer",
      /one of disable/,
    ],
    ["postgres://ada:hunter2@db.example.com:99999/x", /./],
  ] as const
) {
  Deno.test(`rejects DATABASE_URL=${value} without repeating its password`, () => {
    const { problems, message } = settingsError({ DATABASE_URL: value });
    assert.deepEqual(problems.map(({ name }) => name), ["DATABASE_URL"]);
    assert.match(message, why);
    assert.doesNotMatch(message, /hun|ter2|100/);
  });
}

/** The connection a URL leads to, as the settings accept it. */
function addressOf(value: string) {
  const { databaseUrl } = readSettings(TEST_SITE, { DATABASE_URL: value });
  assert.ok(databaseUrl);
  return databaseAddress(databaseUrl);
}

Deno.test("uses TLS and verifies the certificate for a database on another machine", () => {
  assert.deepEqual(
    addressOf("postgresql://ada:p%40ss%25@db.example.com/my%20site"),
    {
      host: "db.example.com",
      port: 5432,
      user: "ada",
      password: "p@ss%",
      database: "my site",
      sslMode: "verify-full",
      rootCertificate: null,
      channelBinding: "disable",
    },
  );
});

Deno.test("DATABASE_URL accepts libpq's forms for sockets and hosts", () => {
  const whereOf = (value: string) => {
    const { host, port, user, database, sslMode } = addressOf(value);
    return [host, port, user, database, sslMode];
  };
  const socket = "/var/run/postgresql";
  for (
    const [value, ...expected] of [
      [`postgres:///x?host=${socket}`, socket, 5432, "", "x", "disable"],
      [`postgres:///x?host=${socket}/&port=6432&user=ada`, socket, 6432, "ada"],
      [`postgres://ada:b@/x?host=${socket}`, socket, 5432, "ada"],
      [`postgres://ada@localhost/x?host=${socket}`, socket, 5432, "ada"],
      [`postgres://ada@%2Fvar%2Frun%2Fpostgresql:6432/x`, socket, 6432, "ada"],
      [`postgres://ada@%2Fa%20b/x?sslmode=require`, "/a b", 5432, "ada", "x"],
      ["postgres://ada@DB.Example.com/x", "db.example.com", 5432, "ada"],
      ["postgres://ada@LOCALHOST/x", "localhost", 5432, "ada", "x", "disable"],
      ["postgres://ada@bücher.example/x", "xn--bcher-kva.example", 5432],
      ["postgres:///x?host=db_1&user=ada", "db_1", 5432, "ada"],
    ] as const
  ) {
    const found = whereOf(value).slice(0, expected.length);
    assert.deepEqual(found, expected, value);
  }
});

Deno.test("DATABASE_URL accepts Neon's form and uses channel binding", () => {
  const { sslMode, channelBinding } = addressOf(
    "postgresql://ada:s3cret@ep-cool-1.eu.aws.neon.tech/x?sslmode=require&channel_binding=require",
  );
  assert.deepEqual([sslMode, channelBinding], ["require", "require"]);
});

Deno.test("a password may contain characters that don't end a part of a URL", () => {
  const { password, host } = addressOf(
    "postgres://ada:a@b:c [d]^\\@localhost/x",
  );
  assert.deepEqual([password, host], ["a@b:c [d]^\\", "localhost"]);
});

Deno.test("needs no TLS on this machine, and follows sslmode elsewhere", () => {
  const modeOf = (value: string) => addressOf(value).sslMode;
  for (const host of ["localhost", "127.0.0.1:6543", "[::1]"]) {
    assert.equal(modeOf(`postgres://ada@${host}/x`), "disable");
  }
  assert.equal(addressOf("postgres://ada@[::1]:6543/x").host, "::1");
  const elsewhere = "postgres://ada@db.example.com/x";
  for (const mode of ["disable", "require", "verify-full"]) {
    assert.equal(modeOf(`${elsewhere}?sslmode=${mode}`), mode);
  }
  const own = addressOf(`${elsewhere}?sslrootcert=.data/root.pem`);
  assert.equal(own.rootCertificate, ".data/root.pem");
});
