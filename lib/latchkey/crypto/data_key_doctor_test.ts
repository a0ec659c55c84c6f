import assert from "node:assert/strict";
import { examine } from "../doctor.ts";
import { authenticatorApp } from "../features/authenticator_app/feature.ts";
import { connectDatabase } from "../database/open.ts";
import { migrationsOf } from "../tables.ts";
import { openStore } from "../open_store.ts";
import { readSettings } from "../settings/settings.ts";
import {
  onEachDatabase,
  type TestDatabase,
} from "../testing/database/on_each_database.ts";
import { addUser, testServices } from "../testing/services.ts";
import { TEST_SITE } from "../testing/site.ts";
import { createPasswordHasher } from "./password_hasher.ts";
import { generateKey, keySetText, rotateKeys } from "./key_set.ts";

const SITE = { ...TEST_SITE, features: [authenticatorApp] };

/** What doctor says of data keys, in production on a database. */
async function findings(
  env: Record<string, string>,
  { site = SITE, database = { databaseUrl: null, databaseFile: ":memory:" } }: {
    readonly site?: typeof TEST_SITE;
    readonly database?: TestDatabase["settings"];
  } = {},
): Promise<string> {
  const migrations = migrationsOf(site);
  const { json } = await examine({
    site,
    settings: () => ({
      ...readSettings(site, {
        APP_ENV: "production",
        BCRYPT_COST: "10",
        DATABASE_FILE: ":memory:",
        ...env,
      }),
      ...database,
    }),
    openStore: (settings) => openStore(settings, migrations),
    connectDatabase,
    migrations,
    createPasswords: ({ bcryptCost }) =>
      createPasswordHasher({ cost: bcryptCost }),
    now: Date.now,
  });
  assert.ok(typeof json === "object" && json !== null && "findings" in json);
  assert.ok(Array.isArray(json.findings));
  return json.findings.filter(({ check }) => check === "data_keys")
    .map(({ level, message }) => `${level} ${message}`).join("\n");
}

Deno.test("doctor asks for data keys only if a feature of the site needs them", async () => {
  assert.match(
    await findings({}),
    /^fail Data keys: DATA_KEYS is not set\. Generate it with .*--for data/,
  );
  assert.equal(await findings({}, { site: { ...SITE, features: [] } }), "");
  const DATA_KEYS = keySetText({ keys: [generateKey("A256GCM")] });
  assert.equal(
    await findings({ DATA_KEYS }),
    "ok Data keys: DATA_KEYS has 1 key of at least 256 bits.",
  );
});

Deno.test("doctor rejects data keys that are malformed, guessable or also sign tokens", async () => {
  const { kid } = generateKey();
  const k = "A".repeat(43);
  const setOf = (key: object) => JSON.stringify({ keys: [key] });
  const malformed = setOf({ kty: "oct", kid, alg: "HS256", k });
  assert.match(
    await findings({ DATA_KEYS: malformed }),
    /^fail .*DATA_KEYS cannot be used: must have "alg": "A256GCM".*Restore it/,
  );
  const guessable = setOf({ kty: "oct", kid, alg: "A256GCM", k });
  const found = await findings({ DATA_KEYS: guessable });
  assert.match(found, /^fail .*do not look random: .*keys reseal/);
  assert.ok(!found.includes(k));
  const key = generateKey("A256GCM");
  assert.match(
    await findings({
      DATA_KEYS: setOf(key),
      JWT_KEYS: setOf({ ...key, alg: "HS256" }),
    }),
    new RegExp(`fail .*key ${key.kid} is also in JWT_KEYS`),
  );
});

onEachDatabase(
  "doctor fails when secrets need a key that is missing",
  async ({ settings: database }) => {
    const set = { keys: [generateKey("A256GCM")] };
    const dataKeys = keySetText(set);
    await using services = await testServices({
      site: SITE,
      settings: { ...database, dataKeys },
    });
    const { id, address } = await addUser(services);
    await services.use(authenticatorApp).begin(id, address);
    const withKeys = (DATA_KEYS: string) =>
      findings({ DATA_KEYS }, { database });
    assert.match(await withKeys(dataKeys), /^ok .*1 key of[^\n]*$/);
    const rotated = rotateKeys(set, 1);
    assert.match(await withKeys(keySetText(rotated)), /^ok .*2 keys of[^\n]*$/);
    assert.match(
      await withKeys(keySetText({ keys: [rotated.keys[0]] })),
      new RegExp(
        `\nfail .*1 secret in the database needs key ${
          set.keys[0].kid
        }, which is missing`,
      ),
    );
  },
);

Deno.test("doctor only reads the data keys and the database", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const database = {
      databaseUrl: null,
      databaseFile: `${folder}/latchkey.db`,
    };
    const found = await findings({ APP_ENV: "development" }, { database });
    assert.match(found, /data_keys\.json will be created/);
    const files = await Array.fromAsync(
      Deno.readDir(folder),
      ({ name }) => name,
    );
    assert.ok(!files.includes("data_keys.json"), `${files}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
