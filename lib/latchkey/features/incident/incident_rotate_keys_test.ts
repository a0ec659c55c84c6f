import assert from "node:assert/strict";
import {
  createKeyRing,
  generateKey,
  keySetText,
  parseKeySet,
} from "../../crypto/key_ring.ts";
import { resumeSession, startSession } from "../session/sessions.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { run } from "../../testing/cli/run.ts";

const ROTATE = ["incident", "rotate-keys"];

/** Production settings with these keys. */
function production(jwtKeys: string): Record<string, string> {
  return {
    APP_ENV: "production",
    BCRYPT_COST: "10",
    PUBLIC_URL: "https://example.com",
    SIGN_UP: "closed",
    DATABASE_FILE: ":memory:",
    JWT_KEYS: jwtKeys,
  };
}

Deno.test("incident rotate-keys keeps no old key and revokes every token", async () => {
  const old = { keys: [generateKey(), generateKey()] };
  await using services = await testServices({
    keys: await createKeyRing(old),
  });
  const user = await addUser(services);
  const { token } = await startSession(services, user, {
    remembered: true,
    userAgent: "",
    provedAt: 0,
  });
  const { code, out, err } = await run(services.store, [...ROTATE, "--yes"], {
    env: production(keySetText(old)),
  });
  assert.equal(code, 0, err);
  const { keys } = parseKeySet(out);
  assert.equal(keys.length, 1);
  assert.ok(
    !old.keys.some(({ kid, k }) => kid === keys[0].kid || k === keys[0].k),
  );
  assert.match(err, /Set this as JWT_KEYS and restart/);
  assert.match(err, /2 removed keys/);
  assert.match(err, /log-out-everyone/);

  const restarted = { ...services, keys: await createKeyRing({ keys }) };
  assert.ok(await resumeSession(services, token, "cookie"));
  assert.equal(await resumeSession(restarted, token, "cookie"), null);
  const [incident, ...more] = await services.store.incidents.list();
  assert.equal(incident.kind, "rotate-keys");
  assert.equal(incident.userId, "");
  assert.deepEqual(more, []);
});

Deno.test("incident rotate-keys requires the word to be typed", async () => {
  await using services = await testServices();
  const env = production(keySetText({ keys: [generateKey()] }));
  const no = await run(services.store, ROTATE, { typed: ["yes"], env });
  assert.equal(no.code, 1);
  assert.equal(no.out, "");
  assert.deepEqual(await services.store.incidents.list(), []);
  const yes = await run(services.store, ROTATE, { typed: ["everyone"], env });
  assert.equal(yes.code, 0);
});

Deno.test("incident rotate-keys records nothing when there are no keys to replace", async () => {
  await using services = await testServices();
  const { code, err } = await run(services.store, [...ROTATE, "--yes"]);
  assert.equal(code, 1);
  assert.match(err, /nothing to rotate/);
  assert.deepEqual(await services.store.incidents.list(), []);
});

Deno.test("incident rotate-keys leaves the data keys, which second factors need", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await using services = await testServices();
    const env = {
      APP_ENV: "development",
      DATABASE_FILE: `${folder}/latchkey.db`,
    };
    const rotate = ["keys", "rotate", "--for", "data"];
    assert.equal((await run(services.store, rotate, { env })).code, 0);
    await Deno.writeTextFile(`${folder}/latchkey.db`, "");
    const before = await Deno.readTextFile(`${folder}/data_keys.json`);
    const replaced = await run(services.store, [...ROTATE, "--yes"], { env });
    assert.equal(replaced.code, 0, replaced.err);
    const after = await Deno.readTextFile(`${folder}/data_keys.json`);
    assert.equal(after, before);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
