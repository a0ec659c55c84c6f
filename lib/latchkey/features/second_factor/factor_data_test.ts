/** Where the data of second factors goes: exports, backups, copies and deletion. */
import assert from "node:assert/strict";
import { withContents } from "../../database/any_row.ts";
import { writeBackup } from "../../database/commands/write_file.ts";
import { run } from "../../testing/cli/run.ts";
import { newDataKeys } from "../../testing/keys.ts";
import {
  onEachDatabase,
  type TestDatabase,
} from "../../testing/database/on_each_database.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { codeFor } from "../../testing/totp.ts";
import { authenticatorApp } from "../authenticator_app/feature.ts";
import { removeStored } from "../deletion/deletion.ts";
import { exportAccount } from "../export/export.ts";
import { passkeys } from "../passkeys/feature.ts";
import { recoveryCodes } from "../recovery_codes/feature.ts";
import { siteFactors } from "./factors.ts";

const features = [authenticatorApp, recoveryCodes, passkeys];
const site = { ...TEST_SITE, features };
const PUBLIC_KEY = "pQECAyYgASFYIA";

/** Ada with every factor; her app, and the row of each table. */
async function adasFactors({ settings }: Pick<TestDatabase, "settings">) {
  const dataKeys = newDataKeys();
  const services = await testServices({
    site,
    settings: { ...settings, dataKeys },
  });
  const ada = await addUser(services);
  const apps = services.use(authenticatorApp);
  const { id, key } = await apps.begin(ada.id, ada.address);
  const code = codeFor(key, services.now());
  assert.ok(await apps.confirm(ada.id, id, { code, name: "Phone" }));
  const codes = await services.use(recoveryCodes).replace(ada.id);
  await services.use(passkeys).addPortable(ada, [
    { id: "cred_1-A", publicKey: PUBLIC_KEY, name: "Laptop", counter: 4711 },
  ]);
  return {
    services,
    dataKeys,
    ada,
    key,
    codes,
    [Symbol.asyncDispose]: services[Symbol.asyncDispose],
  };
}

/** The tables in which factors keep data about users. */
const TABLES = features.flatMap(({ tables }) =>
  Object.entries(tables).filter(([, { userId }]) => userId !== null)
    .map(([table]) => table)
);

async function contentsOf(
  { edit }: Pick<TestDatabase, "edit">,
): Promise<Record<string, object[]>> {
  const tables: Record<string, object[]> = {};
  for (const table of TABLES) {
    tables[table] = await edit(`select * from ${table} order by 1`);
  }
  return tables;
}

onEachDatabase(
  "an account's export lists its factors, without anything secret",
  async (test) => {
    await using context = await adasFactors(test);
    const { services, ada, key, codes } = context;
    const data = await exportAccount(services, ada.id);
    assert.ok(data);
    const text = JSON.stringify(data);
    for (const { name } of siteFactors(services)) {
      assert.ok(Object.hasOwn(data, name), name);
    }
    assert.ok(text.includes("Phone") && text.includes("Laptop"));
    const { authenticator_apps: apps, recovery_codes: rows } = await contentsOf(
      test,
    );
    const sealed = apps.map((row) => Reflect.get(row, "secret"));
    const hashes = rows.map((row) => Reflect.get(row, "hash"));
    for (
      const secret of [
        key,
        PUBLIC_KEY,
        "4711",
        ...sealed,
        ...hashes,
        ...codes,
        ...codes.map((code) => code.replace("-", "")),
      ]
    ) {
      assert.ok(!text.includes(secret), `the export has ${secret}`);
    }
  },
);

onEachDatabase("deleting an account deletes its factors", async (test) => {
  await using context = await adasFactors(test);
  const { services, ada } = context;
  const before = await contentsOf(test);
  for (const table of ["authenticator_apps", "recovery_codes", "passkeys"]) {
    assert.notEqual(before[table].length, 0, table);
  }
  assert.equal(await removeStored(services, [ada.id]), 1);
  for (const [table, rows] of Object.entries(await contentsOf(test))) {
    assert.deepEqual(rows, [], table);
  }
});

onEachDatabase(
  "a backup has the factors, which work after a restore with the same data keys",
  async (test) => {
    const folder = await Deno.makeTempDir();
    try {
      await restoreFrom(`${folder}/from.db`, test);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
  "empty",
);

/** Backs a new SQLite database up, and restores it into the test's. */
async function restoreFrom(
  databaseFile: string,
  { settings }: TestDatabase,
): Promise<void> {
  await using context = await adasFactors({
    settings: { databaseUrl: null, databaseFile },
  });
  const { services, dataKeys, ada, key, codes } = context;
  const file = `${databaseFile}.jsonl`;
  await withContents(
    services.database,
    (contents) => writeBackup(file, contents, services.now(), () => {}),
  );
  const text = await Deno.readTextFile(file);
  const { keys: [{ k }] } = JSON.parse(dataKeys);
  assert.ok(!text.includes(key) && !text.includes(k));

  const to: Record<string, string> = settings.databaseUrl === null
    ? { DATABASE_FILE: settings.databaseFile ?? "" }
    : { DATABASE_URL: settings.databaseUrl.href };
  const env = { APP_ENV: "test", BCRYPT_COST: "4", ...to };
  const restore = ["restore", file];
  const restored = await run(services.store, restore, { features, env });
  assert.equal(restored.code, 0, restored.err);
  await using after = await testServices({
    site,
    settings: { ...settings, dataKeys },
  });
  after.clock.advance(60_000);
  const code = codeFor(key, after.now());
  assert.ok(await after.use(authenticatorApp).verify(ada.id, code));
  assert.ok(await after.use(recoveryCodes).use(ada.id, codes[0]));
  const [{ name }] = await after.use(passkeys).list(ada.id);
  assert.equal(name, "Laptop");
}
