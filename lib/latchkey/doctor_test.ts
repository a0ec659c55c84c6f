import assert from "node:assert/strict";
import { sql } from "kysely";
import { generateKey, keySetText } from "./crypto/key_ring.ts";
import { createPasswordHasher } from "./crypto/password_hasher.ts";
import { checkClock, type DoctorCli, examine } from "./doctor.ts";
import type { Finding } from "./cli/finding.ts";
import { checkPasswords } from "./features/password/doctor.ts";
import { readSettings } from "./settings/settings.ts";
import { connectDatabase } from "./database/open.ts";
import { openStore } from "./open_store.ts";
import { runSql, withPlaces } from "./testing/database/places.ts";
import { SITE } from "./testing/database/site_tables.ts";
import { testServices } from "./testing/services.ts";
import { startMailServer } from "./testing/email/mail_server.ts";
import { mainThreadHasher } from "./testing/cli/main_thread_hasher.ts";
import { run } from "./testing/cli/run.ts";
import { TEST_MIGRATIONS, TEST_SITE } from "./testing/site.ts";

const healthy = {
  APP_ENV: "production",
  BCRYPT_COST: "10",
  DATABASE_FILE: ":memory:",
  PUBLIC_URL: "https://example.com",
  TRUST_PROXY: "1",
};

/** Doctor's findings for an environment, by check. */
async function findings(
  env: Record<string, string>,
  changes: Partial<DoctorCli> = {},
) {
  const outcome = await examine({
    settings: () => readSettings(TEST_SITE, env),
    openStore: (settings) => openStore(settings, TEST_MIGRATIONS),
    connectDatabase,
    migrations: TEST_MIGRATIONS,
    createPasswords: ({ bcryptCost }) =>
      createPasswordHasher({ cost: bcryptCost }),
    now: Date.now,
    ...changes,
  });
  const json: unknown = outcome.json;
  assert.ok(typeof json === "object" && json !== null && "findings" in json);
  assert.ok(Array.isArray(json.findings));
  const all: Finding[] = json.findings;
  const of = (check: Finding["check"]) =>
    all.filter((finding) => finding.check === check)
      .map(({ level, message }) => `${level} ${message}`).join("\n");
  return { of, all, outcome };
}

Deno.test("doctor passes a complete production setup", async () => {
  await using server = await startMailServer();
  const SMTP_URL = `smtp://127.0.0.1:${server.port}`;
  const JWT_KEYS = keySetText({ keys: [generateKey()] });
  const { all, outcome } = await findings({ ...healthy, JWT_KEYS, SMTP_URL });
  assert.deepEqual(
    all.map(({ check, level }) => [check, level]),
    ["settings", "site", "store", "keys", "clock", "passwords", "mail"]
      .map((check) => [check, "ok"]),
  );
  assert.equal(outcome.failed, undefined);
  const { k } = JSON.parse(JWT_KEYS).keys[0];
  assert.ok(!`${outcome.text}${JSON.stringify(outcome.json)}`.includes(k));
});

Deno.test("doctor exits with 1 on a failure, as text and as JSON", async () => {
  await using services = await testServices();
  const env = { ...healthy, JWT_KEYS: "" };
  const text = await run(services.store, ["doctor"], { env });
  assert.equal(text.code, 1);
  assert.match(
    text.out,
    /^fail – Keys: JWT_KEYS is not set\. Generate it with/m,
  );
  for (const line of text.out.split("\n")) {
    assert.match(line, /^(ok {2}|warn|fail) – [A-Z].*\.$/);
  }
  const json = await run(services.store, ["doctor", "--json"], { env });
  assert.equal(json.code, 1);
  assert.equal(JSON.parse(json.out).ok, false);
});

Deno.test("doctor lists each bad setting as a failure", async () => {
  const { all, outcome } = await findings({ PORT: "x", BCRYPT_COST: "x" });
  assert.deepEqual(all.map(({ level }) => level), ["fail", "fail"]);
  assert.match(all[0].message, /^PORT is "x"/);
  assert.equal(outcome.failed, true);
});

Deno.test("doctor warns about weak production settings", async () => {
  const bare = await findings({ ...healthy, PUBLIC_URL: "", TRUST_PROXY: "" });
  assert.match(bare.of("site"), /warn PUBLIC_URL is not set/);
  assert.match(bare.of("site"), /warn TRUST_PROXY is 0/);
  const PUBLIC_URL = "http://localhost:8000";
  const plain = await findings({ ...healthy, PUBLIC_URL });
  assert.match(plain.of("site"), /without Secure/);
});

Deno.test("doctor warns about a development server that others can reach", async () => {
  const DATABASE_FILE = ":memory:";
  const open = await findings({
    HOST: "0.0.0.0",
    DATABASE_FILE,
    BCRYPT_COST: "4",
  });
  assert.match(open.of("site"), /warn HOST is 0\.0\.0\.0/);
  const shut = await findings({
    HOST: "127.0.0.1",
    DATABASE_FILE,
    BCRYPT_COST: "4",
  });
  assert.match(shut.of("site"), /^ok /);
});

Deno.test("doctor fails on a database it can't open, and continues", async () => {
  const { of } = await findings(healthy, {
    openStore: () => Promise.reject(new Error("disk on fire")),
  });
  assert.match(of("store"), /^fail .*:memory: cannot be used: disk on fire\./);
  assert.match(of("passwords"), /^ok /);
});

Deno.test("doctor doesn't mistake another database for Deno Deploy's", async () => {
  const { of } = await findings({ DENO_DEPLOYMENT_ID: "x1" }, {
    openStore: () => Promise.reject(new Error("it was opened")),
  });
  assert.match(
    of("store"),
    /^warn .*Deno Deploy assigns it when the app runs.*`deno deploy database assign <name>`/,
  );
});

Deno.test("doctor fails on a database that loses data, and closes it", async () => {
  let closed = 0;
  const { of } = await findings(healthy, {
    async openStore(settings) {
      const { database, store } = await openStore(settings, TEST_MIGRATIONS);
      const take = () => Promise.resolve({ allowed: true } as const);
      const forgetful = {
        ...store,
        limits: { ...store.limits, take },
        close: () => (closed++, store.close()),
      };
      return { database, store: forgetful };
    },
  });
  assert.match(of("store"), /^fail .*loses what is written/);
  assert.equal(closed, 1);
});

Deno.test("doctor warns about pending migrations and applies none", () =>
  withPlaces(async ({ empty, open }) => {
    const place = await empty("sqlite");
    const database = await open(place, TEST_MIGRATIONS);
    const { of } = await findings(
      { ...healthy, DATABASE_FILE: place.databaseFile },
      { migrations: SITE },
    );
    assert.match(
      of("store"),
      /^warn .*pending migrations, .*: site\/0001_notes, site\/0002_teams\. To see/,
    );
    await assert.rejects(runSql(database, "select 1 from plans"));
  }));

Deno.test("doctor leaves nothing in the database", async () => {
  const { database, store } = await openStore(
    readSettings(TEST_SITE, healthy),
    TEST_MIGRATIONS,
  );
  const { db } = database;
  const rows = async () => {
    const tables = await db.introspection.getTables();
    return await Promise.all(
      tables.map(({ name }) =>
        sql`select * from ${sql.table(name)}`.execute(db)
      ),
    );
  };
  const before = await rows();
  await findings(healthy, {
    openStore: () =>
      Promise.resolve({
        database,
        store: { ...store, close: () => Promise.resolve() },
      }),
  });
  assert.deepEqual(await rows(), before);
  await store.close();
});

Deno.test("doctor fails on broken or guessable keys", async () => {
  const broken = await findings({ ...healthy, JWT_KEYS: "hunter2" });
  assert.match(broken.of("keys"), /^fail Keys: JWT_KEYS cannot be used/);
  assert.ok(!broken.of("keys").includes("hunter2"));
  const k = "A".repeat(43);
  const zeroes = keySetText({ keys: [{ ...generateKey(), kid: "zero", k }] });
  const guessable = await findings({ ...healthy, JWT_KEYS: zeroes });
  assert.match(
    guessable.of("keys"),
    /^fail Keys: JWT_KEYS .* not look random: zero\./,
  );
});

Deno.test("doctor shows the age of a key file and warns after a year", async () => {
  const folder = await Deno.makeTempDir();
  const env = { DATABASE_FILE: `${folder}/latchkey.db`, BCRYPT_COST: "4" };
  try {
    const fresh = await findings(env);
    assert.match(
      fresh.of("keys"),
      /^ok .*will be created when the app first starts/,
    );
    const text = keySetText({ keys: [generateKey()] });
    await Deno.writeTextFile(`${folder}/keys.json`, text);
    const young = await findings(env);
    assert.match(young.of("keys"), /ok .*last changed 0 days ago/);
    const inAYear = () => Date.now() + 366 * 24 * 3600 * 1000;
    const old = await findings(env, { now: inAYear });
    assert.match(old.of("keys"), /warn .*366 days ago\. Rotate/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("doctor fails on a clock earlier than the app's release", () => {
  const finding = checkClock(0);
  assert.equal(finding.level, "fail");
  assert.match(finding.message, /1970-01-01T00:00:00Z, which is wrong/);
});

Deno.test("doctor warns when bcrypt runs on the main thread", async () => {
  const finding = await checkPasswords(mainThreadHasher(), { bcryptCost: 4 });
  assert.equal(finding.level, "warn");
  assert.match(finding.message, /on the main thread/);
});

Deno.test("doctor fails when nothing can be hashed", async () => {
  const passwords = createPasswordHasher({
    cost: 4,
    load: () => Promise.reject(new Error("no hasher")),
  });
  const finding = await checkPasswords(passwords, { bcryptCost: 4 });
  assert.equal(finding.level, "fail");
  assert.match(finding.message, /no hasher/);
});
