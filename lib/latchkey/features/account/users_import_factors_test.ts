import assert from "node:assert/strict";
import { lines } from "../../testing/cli/import_lines.ts";
import { type Input, run, runJson } from "../../testing/cli/run.ts";
import {
  onEachDatabase,
  type TestDatabase,
} from "../../testing/database/on_each_database.ts";
import { newDataKeys } from "../../testing/keys.ts";
import { testServices } from "../../testing/services.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { codeFor } from "../../testing/totp.ts";
import { authenticatorApp } from "../authenticator_app/feature.ts";
import { passkeys } from "../passkeys/feature.ts";
import { dueFactors } from "../second_factor/factors.ts";

const features = [authenticatorApp, passkeys];
const site = { ...TEST_SITE, features };
const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const OTHER = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const PASSKEY = {
  id: "cred_1-A",
  publicKey: "pQECAyYgASFYIA",
  name: "Laptop",
  counter: 7,
  transports: ["internal", "hybrid"],
  aaguid: "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4",
  backupEligible: true,
  backedUp: false,
};

/** A database to import into, with data keys that commands have too. */
async function withKeys({ settings }: Pick<TestDatabase, "settings">) {
  const dataKeys = newDataKeys();
  const services = await testServices({
    site,
    settings: { ...settings, dataKeys },
  });
  const input = (piped: string): Input => ({
    piped,
    features,
    database: services.database,
    env: { APP_ENV: "test", BCRYPT_COST: "4", DATA_KEYS: dataKeys },
  });
  return {
    services,
    dataKeys,
    input,
    import: (piped: string, ...args: string[]) =>
      run(services.store, ["users", "import", ...args], input(piped)),
    user: async (address: string) => {
      const user = await services.store.users.byAddressKey(address);
      assert.ok(user, address);
      return user;
    },
    [Symbol.asyncDispose]: services[Symbol.asyncDispose],
  };
}

const MEMORY: Pick<TestDatabase, "settings"> = {
  settings: { databaseUrl: null, databaseFile: ":memory:" },
};

onEachDatabase(
  "users import takes over authenticator apps, sealed, and a login asks for their codes",
  async (test) => {
    await using to = await withKeys(test);
    const { services } = to;
    const piped = lines(
      { address: "ada@example.com", totpSecret: SECRET },
      { address: "bob@example.com", totpSecret: [SECRET, OTHER] },
    );
    const { code, out, err } = await to.import(piped);
    assert.equal(code, 0, err);
    assert.equal(out, "2 accounts added, 0 already there.");
    const rows = await test.edit("select * from authenticator_apps");
    assert.equal(rows.length, 3);
    assert.ok(!JSON.stringify(rows).includes(SECRET));

    const ada = await to.user("ada@example.com");
    const due = await dueFactors(services, ada, {
      method: "password",
      clientInfo: { userAgent: null, clientAddress: "", deviceCookie: null },
    });
    assert.deepEqual(due.map(({ name }) => name), ["authenticator_app"]);
    const apps = services.use(authenticatorApp);
    const now = services.now();
    assert.ok(await apps.verify(ada.id, codeFor(SECRET, now)));
    assert.equal(await apps.verify(ada.id, codeFor(SECRET, now)), false);
    const { id: bob } = await to.user("bob@example.com");
    assert.ok(await apps.verify(bob, codeFor(OTHER, now)));

    const again = await to.import(piped);
    assert.equal(again.out, "0 accounts added, 2 already there.");
    const { length } = await test.edit("select * from authenticator_apps");
    assert.equal(length, 3);
  },
);

onEachDatabase(
  "users import reads the second factors that users export prints",
  async (test) => {
    await using from = await withKeys(MEMORY);
    await using to = await withKeys(test);
    await from.import(lines(
      { address: "ada@example.com", totpSecret: SECRET, passkeys: [PASSKEY] },
      { address: "eve@example.com" },
    ));
    const args = ["users", "export", "--with-second-factors"];
    const exported = await run(from.services.store, args, from.input(""));
    assert.match(
      exported.err,
      /contains second factors\. Keep it as secret as the database/,
    );
    const { code, err } = await to.import(`${exported.out}\n`);
    assert.equal(code, 0, err);
    const again = await run(to.services.store, args, to.input(""));
    assert.deepEqual(
      again.out.split("\n").toSorted(),
      exported.out.split("\n").toSorted(),
    );
    const { id } = await to.user("ada@example.com");
    const [passkey] = await to.services.use(passkeys).list(id);
    assert.equal(passkey.name, PASSKEY.name);
  },
);

Deno.test("users export leaves second factors out, and says so", async () => {
  await using from = await withKeys(MEMORY);
  await from.import(lines({ address: "ada@example.com", totpSecret: SECRET }));
  const args = ["users", "export"];
  const { out, err } = await run(from.services.store, args, from.input(""));
  assert.doesNotMatch(out, /totp|passkeys/);
  assert.match(err, /Second factors are left out/);
});

Deno.test("users import reads secrets from CSV, in the spellings of other systems", async () => {
  await using to = await withKeys(MEMORY);
  const piped = "email,totp_secret\n" +
    "ada@example.com,jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp\n" +
    "bob@example.com,JBSWY3DPEHPK3PXP======\n" +
    "eve@example.com,\n";
  const { code, out, err } = await to.import(piped, "--csv");
  assert.equal(code, 0, err);
  assert.equal(out, "3 accounts added, 0 already there.");
  const { id } = await to.user("ada@example.com");
  const code1 = codeFor(SECRET, to.services.now());
  assert.ok(await to.services.use(authenticatorApp).verify(id, code1));
  const { id: eve } = await to.user("eve@example.com");
  assert.deepEqual(await to.services.use(authenticatorApp).list(eve), []);
});

for (
  const [what, fields] of Object.entries({
    "no Base32": { totpSecret: "not-base-32!" },
    "a short secret": { totpSecret: "JBSWY3DP" },
    "a number": { totpSecret: 123456 },
    "an empty list": { totpSecret: [] },
    "too many apps": { totpSecret: [SECRET, SECRET, SECRET, SECRET] },
    "null": { totpSecret: null },
    "a passkey without a key": { passkeys: [{ id: "a" }] },
    "a passkey with a strange id": { passkeys: [{ ...PASSKEY, id: "a b" }] },
    "an unknown field of a passkey": { passkeys: [{ ...PASSKEY, key: "x" }] },
    "no passkeys": { passkeys: "none" },
  })
) {
  Deno.test(`users import rejects ${what} without repeating it, and adds no account`, async () => {
    await using to = await withKeys(MEMORY);
    const { code, err } = await to.import(
      lines({ address: "ada@example.com", ...fields }),
    );
    assert.equal(code, 2);
    assert.match(err, /^Line 1: (?:totpSecret|passkeys) must be /);
    assert.doesNotMatch(err, /not-base|JBSW|123456|a b/);
    const { store } = to.services;
    assert.equal(await store.users.byAddressKey("ada@example.com"), null);
  });
}

Deno.test("users import rejects a secret on a site without authenticator apps", async () => {
  await using services = await testServices();
  const piped = lines({ address: "ada@example.com", totpSecret: SECRET });
  const { code, err } = await run(services.store, ["users", "import"], {
    piped,
    features: [],
  });
  assert.equal(code, 2);
  assert.match(err, /unknown field "totpSecret"/);
});

Deno.test("users import --dry-run adds no second factor", async () => {
  await using to = await withKeys(MEMORY);
  const piped = lines({ address: "ada@example.com", totpSecret: SECRET });
  const { out } = await to.import(piped, "--dry-run");
  assert.equal(out, "1 account to add, 0 already there.");
  const { users } = await runJson(
    to.services.store,
    ["users", "list"],
    to.input(""),
  );
  assert.deepEqual(users, []);
});
