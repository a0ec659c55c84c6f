import assert from "node:assert/strict";
import { authenticatorApp } from "../features/authenticator_app/feature.ts";
import { recoveryCodes } from "../features/recovery_codes/feature.ts";
import { run, runJson } from "../testing/cli/run.ts";
import {
  onEachDatabase,
  type TestDatabase,
} from "../testing/database/on_each_database.ts";
import { addUser, testServices } from "../testing/services.ts";
import { TEST_SITE } from "../testing/site.ts";
import { codeFor } from "../testing/totp.ts";
import {
  generateKey,
  type JsonWebKeySet,
  keySetText,
  parseKeySet,
  rotateKeys,
} from "./key_set.ts";

const features = [authenticatorApp, recoveryCodes];
const site = { ...TEST_SITE, features };

const newSet = () => ({ keys: [generateKey("A256GCM")] });

/** A user with an app and recovery codes, whose secrets are under the first key of a set. */
async function withSecrets(
  { settings }: Pick<TestDatabase, "settings">,
  set: JsonWebKeySet,
) {
  const dataKeys = keySetText(set);
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
  return {
    services,
    ada,
    key,
    codes,
    /** Runs a command with these keys. */
    keys: (args: readonly string[], set: JsonWebKeySet) =>
      run(services.store, ["keys", ...args], inputFor(set)),
    keysJson: (args: readonly string[], set: JsonWebKeySet) =>
      runJson(services.store, ["keys", ...args], inputFor(set)),
    [Symbol.asyncDispose]: services[Symbol.asyncDispose],
  };

  function inputFor(set: JsonWebKeySet) {
    const env = { APP_ENV: "production", DATA_KEYS: keySetText(set) };
    return { env, features, database: services.database };
  }
}

onEachDatabase(
  "keys usage counts secrets by key, and names keys that are missing",
  async (test) => {
    const set = newSet();
    await using context = await withSecrets(test, set);
    const [{ kid }] = set.keys;
    const rotated = rotateKeys(set, 1);
    const { keys } = await context.keysJson(["usage"], rotated);
    assert.deepEqual(keys, [
      { kid: rotated.keys[0].kid, state: "newest", sealed: 0, hashed: 0 },
      { kid, state: "older", sealed: 1, hashed: 10 },
    ]);
    const lost = await context.keys(["usage"], newSet());
    assert.equal(lost.code, 1);
    assert.match(lost.out, new RegExp(`${kid} +missing +1 +10`));
    assert.match(lost.err, /Put that key back/);
  },
);

onEachDatabase(
  "keys reseal moves secrets to the newest key, and can be repeated",
  async (test) => {
    const set = newSet();
    await using context = await withSecrets(test, set);
    const { ada, key } = context;
    const rotated = rotateKeys(set, 1);
    const [{ kid }] = rotated.keys;
    for (const resealed of [1, 0]) {
      const done = await context.keysJson(["reseal"], rotated);
      assert.deepEqual(done, { kid, resealed, unreadable: 0 });
    }
    const { keys } = await context.keysJson(["usage"], rotated);
    assert.deepEqual(
      keys.map(({ sealed, hashed }: Record<string, number>) => [
        sealed,
        hashed,
      ]),
      [[1, 0], [0, 10]],
    );
    // The app needs the new key alone.
    await using after = await testServices({
      site,
      settings: {
        ...test.settings,
        dataKeys: keySetText({ keys: [rotated.keys[0]] }),
      },
    });
    after.clock.advance(60_000);
    const code = codeFor(key, after.now());
    assert.ok(await after.use(authenticatorApp).verify(ada.id, code));
  },
);

onEachDatabase(
  "keys reseal reports secrets that no key opens, and leaves them",
  async (test) => {
    const set = newSet();
    await using context = await withSecrets(test, set);
    const before = await test.edit("select secret from authenticator_apps");
    const { code, out } = await context.keys(["reseal"], newSet());
    assert.equal(code, 1);
    assert.match(out, /Can't be opened: 1\./);
    const after = await test.edit("select secret from authenticator_apps");
    assert.deepEqual(after, before);
  },
);

onEachDatabase(
  "keys prune removes only keys that no secret needs",
  async (test) => {
    const set = newSet();
    await using context = await withSecrets(test, set);
    const { services, ada, codes } = context;
    const twice = rotateKeys(rotateKeys(set, 1), 2);
    const [newest, between, oldest] = twice.keys.map(({ kid }) => kid);
    const first = await context.keys(["prune"], twice);
    assert.equal(first.code, 0, first.err);
    assert.deepEqual(
      parseKeySet(first.out, "A256GCM").keys.map(({ kid }) => kid),
      [newest, oldest],
    );
    assert.match(first.err, new RegExp(`Removed: ${between}\\.`));
    assert.match(first.err, /1 sealed and 10 hashed secrets need it/);
    await context.keys(["reseal"], twice);
    const second = await context.keysJson(["prune"], twice);
    assert.deepEqual(second.removed, [between], "the codes need the oldest");
    for (const code of codes) {
      assert.ok(await services.use(recoveryCodes).use(ada.id, code));
    }
    const third = await context.keysJson(["prune"], twice);
    assert.deepEqual(third.removed, [between, oldest]);
    assert.deepEqual(third.jwks.keys, [twice.keys[0]]);
  },
);

onEachDatabase(
  "many rows of one user are all sealed again",
  async (test) => {
    const set = newSet();
    await using context = await withSecrets(test, set);
    const { services, ada } = context;
    const [row] = await test.edit<{ secret: string }>(
      "select secret from authenticator_apps",
    );
    await services.database.db.insertInto("authenticatorApps").values(
      Array.from({ length: 450 }, (_, at) => ({
        id: `app${at}`.padEnd(22, "x"),
        userId: ada.id,
        name: "",
        secret: row.secret,
        lastStep: 0,
        createdAt: at,
        confirmedAt: null,
        lastUsedAt: null,
      })),
    ).execute();
    const done = await context.keysJson(["reseal"], rotateKeys(set, 1));
    assert.equal(done.resealed, 451);
  },
);

Deno.test("commands for data keys need DATA_KEYS in production, and never repeat its value", async () => {
  await using services = await testServices({ site });
  const { store, database } = services;
  for (const name of ["usage", "reseal", "prune"]) {
    const env = { APP_ENV: "production" };
    const input = { env, features, database };
    const missing = await run(store, ["keys", name], input);
    assert.equal(missing.code, 1);
    assert.match(missing.err, /DATA_KEYS is not set.*generate --for data/);
    const secret = "hunter2hunter2hunter2";
    const broken = await run(store, ["keys", name], {
      ...input,
      env: { ...env, DATA_KEYS: `{"keys":[{"k":"${secret}"}]}` },
    });
    assert.equal(broken.code, 1);
    assert.match(broken.err, /DATA_KEYS must/);
    assert.ok(!`${broken.out}${broken.err}`.includes(secret));
  }
});
