import assert from "node:assert/strict";
import {
  createKeyRing,
  generateKey,
  type JsonWebKeySet,
  keySetText,
  parseKeySet,
} from "./key_ring.ts";
import { resumeSession, startSession } from "../features/session/sessions.ts";
import { addUser, testServices } from "../testing/services.ts";
import { type Input, run, runJson } from "../testing/cli/run.ts";

/** Runs a command that needs no database. */
async function runKeys(args: readonly string[], input?: Input) {
  await using services = await testServices();
  return await run(services.store, ["keys", ...args], input);
}

/**
 * Runs with a database file in a temporary folder, as on a development machine.
 */
async function inDevelopment(
  test: (env: Record<string, string>, file: string) => Promise<void>,
  name = "keys.json",
) {
  const folder = await Deno.makeTempDir();
  const DATABASE_FILE = `${folder}/latchkey.db`;
  try {
    await test(
      { APP_ENV: "development", DATABASE_FILE },
      `${folder}/${name}`,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const production = (set: JsonWebKeySet) => ({
  APP_ENV: "production",
  JWT_KEYS: keySetText(set),
});

Deno.test("keys generate prints only the value of JWT_KEYS on stdout", async () => {
  const { code, out, err } = await runKeys(["generate"]);
  assert.equal(code, 0);
  assert.equal(parseKeySet(out).keys.length, 1);
  assert.doesNotMatch(out, /\n/);
  assert.match(err, /Keep it secret/);
  assert.ok(!err.includes(parseKeySet(out).keys[0].k));
  assert.notEqual((await runKeys(["generate"])).out, out);
});

Deno.test("keys generate needs neither settings nor a database", async () => {
  const { code } = await runKeys(["generate"], { env: { PORT: "x" } });
  assert.equal(code, 0);
});

Deno.test("keys rotate prints the new key set in production, newest key first", async () => {
  const set = { keys: [generateKey(), generateKey(), generateKey()] };
  const env = production(set);
  const { code, out, err } = await runKeys(["rotate"], { env });
  assert.equal(code, 0);
  const after = parseKeySet(out).keys;
  assert.deepEqual(after.slice(1), set.keys.slice(0, 2));
  assert.ok(!set.keys.some(({ k }) => k === after[0].k));
  assert.match(err, /1 removed key stop working/);
  assert.match(err, /2 older keys still work/);
  assert.match(err, /30 days after/);
});

Deno.test("keeps tokens valid through a rotation that keeps their key, and revokes them with --keep 0", async () => {
  const set = { keys: [generateKey()] };
  await using services = await testServices({
    keys: await createKeyRing(set),
  });
  const user = await addUser(services);
  const { token } = await startSession(services, user, {
    remembered: true,
    userAgent: "",
    provedAt: 0,
  });
  const env = production(set);
  for (const [keep, holds] of [["2", true], ["0", false]] as const) {
    const args = ["keys", "rotate", "--keep", keep];
    const { jwks } = await runJson(services.store, args, { env });
    const rotated = { ...services, keys: await createKeyRing(jwks) };
    const resumed = await resumeSession(rotated, token, "cookie");
    assert.equal(resumed !== null, holds);
  }
});

Deno.test("keys rotate rewrites the key file in development, readable only by its owner", async () => {
  await inDevelopment(async (env, file) => {
    const seen: string[] = [];
    for (let n = 0; n < 4; n++) {
      const { code, out } = await runKeys(["rotate"], { env });
      assert.equal(code, 0);
      const [{ kid, k }] = parseKeySet(await Deno.readTextFile(file)).keys;
      assert.ok(out.includes(kid));
      assert.ok(!out.includes(k));
      seen.unshift(kid);
    }
    const { keys } = parseKeySet(await Deno.readTextFile(file));
    assert.deepEqual(keys.map(({ kid }) => kid), seen.slice(0, 3));
    const { mode } = await Deno.stat(file);
    assert.equal((mode ?? 0) & 0o777, 0o600);
  });
});

for (const keep of ["-1", "10", "x", ""]) {
  Deno.test(`keys rotate rejects --keep=${keep} and changes nothing`, async () => {
    const env = production({ keys: [generateKey()] });
    const args = ["rotate", `--keep=${keep}`];
    const { code, out } = await runKeys(args, { env });
    assert.equal(code, 2);
    assert.equal(out, "");
  });
}

Deno.test("keys rotate explains how to start in production without JWT_KEYS", async () => {
  const env = { APP_ENV: "production" };
  const { code, err } = await runKeys(["rotate"], { env });
  assert.equal(code, 1);
  assert.match(err, /deno task cli keys generate/);
});

Deno.test("keys rotate doesn't repeat an unreadable JWT_KEYS", async () => {
  const secret = "hunter2hunter2hunter2";
  for (const JWT_KEYS of [secret, `{"keys":[{"k":"${secret}"}]}`]) {
    const env = { APP_ENV: "production", JWT_KEYS };
    const { code, out, err } = await runKeys(["rotate"], { env });
    assert.equal(code, 1);
    assert.match(err, /JWT_KEYS must/);
    assert.ok(!`${out}${err}`.includes(secret));
  }
});

Deno.test("keys rotate leaves a broken key file unchanged", async () => {
  await inDevelopment(async (env, file) => {
    await runKeys(["rotate"], { env });
    await Deno.writeTextFile(file, "broken");
    const { code, err } = await runKeys(["rotate"], { env });
    assert.equal(code, 1);
    assert.match(err, /keys\.json cannot be used/);
    assert.equal(await Deno.readTextFile(file), "broken");
  });
});

Deno.test("keys generate --for data prints only the value of DATA_KEYS on stdout", async () => {
  const { code, out, err } = await runKeys(["generate", "--for", "data"]);
  assert.equal(code, 0);
  assert.equal(parseKeySet(out, "A256GCM").keys.length, 1);
  assert.throws(() => parseKeySet(out), "not a key for tokens");
  assert.match(err, /Set this as DATA_KEYS/);
  assert.ok(!err.includes(parseKeySet(out, "A256GCM").keys[0].k));
});

Deno.test("keys rotate --for data keeps every older key and prints the set in production", async () => {
  const keys = Array.from({ length: 4 }, () => generateKey("A256GCM"));
  const env = { APP_ENV: "production", DATA_KEYS: keySetText({ keys }) };
  const { code, out, err } = await runKeys(["rotate", "--for", "data"], {
    env,
  });
  assert.equal(code, 0, err);
  const after = parseKeySet(out, "A256GCM").keys;
  assert.deepEqual(after.slice(1), keys);
  assert.ok(!keys.some(({ k }) => k === after[0].k));
  assert.match(
    err,
    /Set this as DATA_KEYS and restart.*keys reseal.*keys prune/s,
  );
});

Deno.test("keys rotate --for data rewrites its own file in development", async () => {
  await inDevelopment(async (env, file) => {
    const input = { env };
    await runKeys(["rotate", "--for", "data"], input);
    const { code, out } = await runKeys(["rotate", "--for", "data"], input);
    assert.equal(code, 0);
    const { keys } = parseKeySet(await Deno.readTextFile(file), "A256GCM");
    assert.equal(keys.length, 3);
    assert.ok(out.includes(keys[0].kid) && !out.includes(keys[0].k));
    const { mode } = await Deno.stat(file);
    assert.equal((mode ?? 0) & 0o777, 0o600);
    await assert.rejects(Deno.stat(file.replace("data_keys", "keys")));
  }, "data_keys.json");
});

for (
  const [args, problem] of [
    [["rotate", "--for", "data", "--keep", "0"], /--keep is for tokens only/],
    [["rotate", "--for", "everything"], /--for must be tokens or data/],
    [["generate", "--for", ""], /--for must be tokens or data/],
  ] as const
) {
  Deno.test(`keys ${args.join(" ")} is a usage error`, async () => {
    const env = {
      APP_ENV: "production",
      DATA_KEYS: keySetText({ keys: [generateKey("A256GCM")] }),
    };
    const { code, out, err } = await runKeys(args, { env });
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.match(err, problem);
  });
}

Deno.test("keys rotate --for data explains how to start in production without DATA_KEYS", async () => {
  const env = { APP_ENV: "production" };
  const { code, err } = await runKeys(["rotate", "--for", "data"], { env });
  assert.equal(code, 1);
  assert.match(err, /DATA_KEYS is not set.*keys generate --for data/);
});

Deno.test("ignores the key file suggested by the help in Git", async () => {
  const { out } = await runKeys(["generate", "--help"]);
  const [, file] = />\s*(\S+\.json)/.exec(out) ?? [];
  const ignored = (await Deno.readTextFile(".gitignore")).split("\n");
  assert.ok(ignored.includes(`/${file}`), file);
});
