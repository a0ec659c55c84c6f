import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { generateKey, keySetText } from "./crypto/key_ring.ts";
import { checkBackups, checkFiles } from "./database/backup_checks.ts";
import { checkMail } from "./email/doctor.ts";
import { checkPasswords } from "./features/password/doctor.ts";
import { asInProduction, checkProduction } from "./doctor.ts";
import { readSettings } from "./settings/settings.ts";
import { openStore } from "./open_store.ts";
import { aUser, NOW } from "./testing/database/fixtures.ts";
import { startMailServer } from "./testing/email/mail_server.ts";
import { mainThreadHasher } from "./testing/cli/main_thread_hasher.ts";
import { run } from "./testing/cli/run.ts";
import { newDataKeys } from "./testing/keys.ts";
import { withDatabase } from "./testing/cli/task.ts";
import { TEST_MIGRATIONS, TEST_SITE } from "./testing/site.ts";

const HOUR = 3600 * 1000;
const FILE = { databaseUrl: null, databaseFile: ".data/latchkey.db" };
const production = {
  APP_ENV: "production",
  PUBLIC_URL: "https://example.com",
  SIGN_UP: "closed",
};

/** A folder with one backup of a database, made at NOW. */
async function withBackup(test: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  const databaseFile = join(folder, "latchkey.db");
  const { store } = await openStore(
    { databaseUrl: null, databaseFile },
    TEST_MIGRATIONS,
  );
  const backups = join(folder, "backups");
  try {
    assert.ok(await store.users.create(aUser()));
    const env = { ...production, DATABASE_FILE: databaseFile };
    const made = await run(store, ["backup", join(backups, "a.jsonl")], {
      env,
    });
    assert.equal(made.code, 0, made.err);
    await test(backups);
  } finally {
    await store.close();
    await Deno.remove(folder, { recursive: true });
  }
}

/** Findings for settings without files, by check and level. */
async function found(env: Record<string, string>): Promise<string[]> {
  const findings = await checkProduction(readSettings(TEST_SITE, env), NOW);
  return findings.map(({ level, message }) => `${level} ${message}`);
}

Deno.test("passes a backup from the last day and warns about an older one", async () => {
  await withBackup(async (folder) => {
    const after = (hours: number) =>
      checkBackups(FILE, NOW + hours * HOUR, folder);
    const young = await after(23);
    assert.equal(young.level, "ok", young.message);
    assert.match(
      young.message,
      /a\.jsonl is complete: \d+ rows, 23 hours old\./,
    );
    const old = await after(24);
    assert.equal(old.level, "fail");
    assert.match(old.message, /is 24 hours old\. Run "deno task cli backup"/);
  });
});

Deno.test("warns about a missing or truncated backup", async () => {
  await withBackup(async (folder) => {
    const none = await checkBackups(FILE, NOW, join(folder, "none"));
    assert.equal(none.level, "fail");
    assert.match(none.message, /^Backups: there are none in .*none\. Run/);
    const cut = join(folder, "b.jsonl");
    const text = await Deno.readTextFile(join(folder, "a.jsonl"));
    await Deno.writeTextFile(cut, text.slice(0, text.indexOf("\n") + 1));
    await Deno.utime(cut, new Date(), new Date(Date.now() + HOUR));
    const newest = await checkBackups(FILE, NOW, folder);
    assert.equal(newest.level, "fail");
    assert.match(
      newest.message,
      /b\.jsonl can't be restored: .* ends after line 1/,
    );
  });
});

Deno.test("warns that it can't check the backups of a managed database", async () => {
  const { level } = await checkBackups(
    { databaseUrl: null, databaseFile: null },
    NOW,
  );
  assert.equal(level, "warn");
});

Deno.test("warns about files that other users can access, and says what to do", async () => {
  await withBackup(async (backups) => {
    const databaseFile = join(backups, "..", "latchkey.db");
    const settings = { databaseUrl: null, databaseFile };
    const well = await checkFiles(settings, backups);
    assert.equal(well.level, "ok", well.message);
    const file = join(backups, "a.jsonl");
    await Deno.chmod(file, 0o640);
    const open = await checkFiles(settings, backups);
    assert.equal(open.level, "fail");
    assert.ok(open.message.endsWith(`chmod go= ${file}`), open.message);
    await Deno.chmod(file, 0o600);
    await Deno.chmod(backups, 0o755);
    assert.equal((await checkFiles(settings, backups)).level, "fail");
  });
});

Deno.test("fails on a site in test mode or in memory, and warns about open sign-up", async () => {
  const [mode, store] = await found({
    APP_ENV: "test",
    DATABASE_FILE: ":memory:",
  });
  assert.match(mode, /^fail Mode: APP_ENV is test\./);
  assert.match(store, /^fail Database: it is in memory/);
  const mailed = { ...production, SMTP_URL: "smtp://127.0.0.1:1" };
  const [, , open] = await found({ ...mailed, SIGN_UP: "open" });
  assert.match(
    open,
    /^warn Sign-up: open to everyone\. Users don't have to verify/,
  );
  const REQUIRE_VERIFIED_ADDRESS = "yes";
  const [, , confirmed] = await found({
    ...mailed,
    SIGN_UP: "open",
    REQUIRE_VERIFIED_ADDRESS,
  });
  assert.equal(confirmed, "ok Sign-up: open to everyone.");
});

Deno.test("recommends fifteen characters for passwords", async () => {
  const length = async (PASSWORD_MIN_LENGTH: string) =>
    (await found({ ...production, PASSWORD_MIN_LENGTH }))[3];
  assert.match(
    await length("14"),
    /^warn Passwords: .* set PASSWORD_MIN_LENGTH=15\.$/,
  );
  assert.equal(
    await length("15"),
    "ok Passwords: the minimum length is 15 characters.",
  );
});

Deno.test("--production turns only warnings that affect visitors into failures", () => {
  const site = { check: "site", level: "warn", message: "" } as const;
  assert.equal(asInProduction(site).level, "fail");
  const clock = { check: "clock", level: "warn", message: "" } as const;
  assert.equal(asInProduction(clock).level, "warn");
});

Deno.test("warns about a site without email, and fails with --production", async () => {
  const finding = await checkMail(readSettings(TEST_SITE, production));
  assert.equal(finding.level, "warn");
  const counted = asInProduction(finding);
  assert.equal(counted.level, "fail");
  assert.equal(counted.message, finding.message);
});

Deno.test("warns about hashing on the main thread, and fails with --production", async () => {
  const finding = await checkPasswords(mainThreadHasher(), { bcryptCost: 4 });
  assert.equal(finding.level, "warn");
  assert.equal(asInProduction(finding).level, "fail");
});

Deno.test("the task passes a complete production setup and fails one without proxy and email settings", async () => {
  await using mail = await startMailServer();
  await withDatabase(async ({ path, env, cli }) => {
    await Deno.chmod(dirname(path), 0o700);
    Object.assign(env, {
      ...production,
      BCRYPT_COST: "10",
      TRUST_PROXY: "1",
      PASSWORD_MIN_LENGTH: "15",
      JWT_KEYS: keySetText({ keys: [generateKey()] }),
      DATA_KEYS: newDataKeys(),
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    });
    await cli(["database", "migrate"]); // So that there is a database to back up.
    const made = await cli(["backup"]);
    assert.equal(made.code, 0, made.err);
    const { code, out, err } = await cli(["doctor", "--production"]);
    assert.equal(code, 0, out + err);
    assert.doesNotMatch(out, /^(warn|fail)/m);
    assert.match(
      out,
      /^ok {3}– Backups: .* is complete: 0 rows, 0 hours old/m,
    );
    Object.assign(env, { TRUST_PROXY: "0", SMTP_URL: "" });
    const failed = await cli(["doctor", "--production"]);
    assert.equal(failed.code, 1);
    assert.match(failed.out, /^fail – TRUST_PROXY is 0/m);
    assert.match(failed.out, /^fail – Email: SMTP_URL is not set/m);
    const everyDay = await cli(["doctor"]);
    assert.equal(everyDay.code, 0, everyDay.out);
    assert.doesNotMatch(everyDay.out, /Backups/);
  });
});
