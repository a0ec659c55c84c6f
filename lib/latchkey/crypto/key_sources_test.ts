import { deepStrictEqual as equal, ok, rejects } from "node:assert/strict";
import { join } from "node:path";
import { keySetText, openKeyRing, rotateKeys } from "./key_ring.ts";
import { keysFile, readKeysFile, writeKeysFile } from "./key_sources.ts";

const SECRET = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA";
Deno.test("keeps keys in a file only in development without JWT_KEYS", () => {
  const settings = {
    appEnv: "development",
    jwtKeys: null,
    databaseFile: "a/b.db",
  } as const;
  equal(keysFile(settings), join("a", "keys.json"));
  equal(keysFile({ ...settings, jwtKeys: "{}" }), null);
  equal(keysFile({ ...settings, appEnv: "production" }), null);
  equal(keysFile({ ...settings, databaseFile: null }), null);
});

Deno.test("creates the key file once, readable only by its owner, and reuses it", async () => {
  const folder = await Deno.makeTempDir();
  const databaseFile = join(folder, "data", "latchkey.db");
  const settings = {
    appEnv: "development",
    jwtKeys: null,
    databaseFile,
  } as const;
  const first = await openKeyRing(settings);
  const path = join(folder, "data", "keys.json");
  equal([mode(path), mode(join(folder, "data"))], [0o600, 0o700]);
  equal((await openKeyRing(settings)).signing.kid, first.signing.kid);
  await Deno.chmod(path, 0o644);
  await openKeyRing(settings);
  equal(mode(path), 0o600);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("agrees on one key when twenty processes start at the same time, and leaves no other files", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "keys.json");
  const sets = await Promise.all(
    Array.from({ length: 20 }, () => readKeysFile(path)),
  );
  equal(new Set(sets.map(keySetText)).size, 1);
  equal(await Array.fromAsync(Deno.readDir(folder), ({ name }) => name), [
    "keys.json",
  ]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("writes rotated keys atomically with the same mode", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "keys.json");
  const rotated = rotateKeys(await readKeysFile(path), 1);
  await writeKeysFile(path, rotated);
  equal(await readKeysFile(path), rotated);
  equal(mode(path), 0o600);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("refuses to start with a broken key file, and says what to do", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "keys.json");
  await Deno.writeTextFile(path, `{"keys":[{"k":"${SECRET}"}]}`);
  await rejects(readKeysFile(path), (error) => {
    ok(error instanceof Error);
    ok(error.message.includes(path) && error.message.includes("delete it"));
    return !error.message.includes(SECRET.slice(0, 8));
  });
  await Deno.remove(folder, { recursive: true });
});

function mode(path: string): number {
  return (Deno.statSync(path).mode ?? 0) & 0o777;
}
