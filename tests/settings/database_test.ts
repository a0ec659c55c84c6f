import assert from "node:assert/strict";
import { readSettings } from "../../lib/settings.ts";
import { databaseAddress } from "../../lib/store/postgres/address.ts";
import { refusal } from "./refusal.ts";

for (
  const [value, why] of [
    ["db.example.com:5432", /begins with postgres:\/\//],
    ["mysql://ada:hunter2@db.example.com/x", /begins with postgres:\/\//],
    ["postgres:///latchkey", /names no host/],
    ["postgres://db.example.com/latchkey", /names no user/],
    ["postgres://ada:hunter2@db.example.com", /the name of a database/],
    ["postgres://ada:hunter2@db.example.com/", /the name of a database/],
    ["postgres://ada:hun/ter2@db.example.com/x", /./],
    ["postgres://ada:hun#ter2@db.example.com/x", /./],
    ["postgres://ada:100%@db.example.com/x", /each % .+ as %25/],
    ["postgres://ada:hunter2@db.example.com/x#y", /# in a password as %23/],
    ["postgres://ada:hunter2@db.example.com/x?pool=5", /no parameters but/],
    [
      "postgres://ada:hunter2@db.example.com/x?sslmode=prefer",
      /one of disable/,
    ],
    ["postgres://ada:hunter2@db.example.com:99999/x", /./],
  ] as const
) {
  Deno.test(`DATABASE_URL=${value} is refused, and its password is not repeated`, () => {
    const { problems, message } = refusal({ DATABASE_URL: value });
    assert.deepEqual(problems.map(({ name }) => name), ["DATABASE_URL"]);
    assert.match(message, why);
    assert.doesNotMatch(message, /hun|ter2|100/);
  });
}

/** Where the URL leads, as the settings let it through. */
function addressOf(value: string) {
  const { databaseUrl } = readSettings({ DATABASE_URL: value });
  assert.ok(databaseUrl);
  return databaseAddress(databaseUrl);
}

Deno.test("a database on another machine is reached by TLS whose certificate is looked at", () => {
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
    },
  );
});

Deno.test("on this machine the way needs no TLS, and each way is as its sslmode says", () => {
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
