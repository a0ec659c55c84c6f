import {
  deepStrictEqual as equal,
  notEqual,
  ok,
  rejects,
  throws,
} from "node:assert/strict";
import { base64url } from "jose";
import {
  createKeyRing,
  generateKey,
  KeySetError,
  keySetText,
  openKeyRing,
  parseKeySet,
  rotateKeys,
} from "./key_ring.ts";
import { SettingsError } from "../settings/settings.ts";

const SECRET = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA";
const good = { kty: "oct", kid: "2030", alg: "HS256", k: SECRET };

Deno.test("generates a key of 256 random bits with its own ID", () => {
  const [one, two] = [generateKey(), generateKey()];
  equal([one.kty, one.alg, base64url.decode(one.k).length], [
    "oct",
    "HS256",
    32,
  ]);
  notEqual(one.kid, two.kid);
  notEqual(one.k, two.k);
});

Deno.test("serialises a key set to one line and reads it back", () => {
  const set = { keys: [generateKey(), generateKey()] };
  equal(parseKeySet(keySetText(set)), set);
  equal(keySetText(set).includes("\n"), false);
});

Deno.test("assumes HS256 for a key without alg, and drops other fields", () => {
  const { alg: _, ...rest } = good;
  equal(parseKeySet(JSON.stringify({ keys: [{ ...rest, use: "sig" }] })), {
    keys: [good],
  });
});

const bad: [string, unknown, RegExp][] = [
  ["a bare key", good, /^must be an object with a list "keys"$/],
  ["a list", [good], /must be an object with a list "keys"/],
  ["null", null, /must be an object/],
  ["no keys", { keys: [] }, /^must hold at least one key$/],
  ["a key that isn't an object", { keys: [SECRET] }, /in key 1$/],
  [
    "another kind of key",
    { keys: [good, { ...good, kid: "b", kty: "RSA" }] },
    /^must have "kty": "oct" in key 2$/,
  ],
  [
    "another algorithm",
    { keys: [{ ...good, alg: "none" }] },
    /^must have "alg": "HS256" in key 1$/,
  ],
  ["no key ID", { keys: [{ ...good, kid: undefined }] }, /"kid"/],
  ["an empty key ID", { keys: [{ ...good, kid: "" }] }, /"kid"/],
  [
    "a path as the key ID",
    { keys: [{ ...good, kid: "../../etc/passwd" }] },
    /"kid"/,
  ],
  [
    "two keys with one ID",
    { keys: [good, { ...good }] },
    /^must hold no two keys with the same "kid"$/,
  ],
  [
    "no secret",
    { keys: [{ ...good, k: undefined }] },
    /^must have "kty", "kid", "alg" and "k" in key 1$/,
  ],
  [
    "a short secret",
    { keys: [{ ...good, k: SECRET.slice(0, 40) }] },
    /at least 32 bytes in key 1$/,
  ],
  [
    "a secret in base64",
    { keys: [{ ...good, k: `${SECRET}+/==` }] },
    /base64url/,
  ],
  [
    "a secret of odd length",
    { keys: [{ ...good, k: "a".repeat(45) }] },
    /base64url/,
  ],
];

for (const [what, value, expected] of bad) {
  Deno.test(`rejects ${what} without repeating the secret`, async () => {
    const text = JSON.stringify(value);
    throws(() => parseKeySet(text), (error) => {
      ok(error instanceof KeySetError);
      ok(expected.test(error.message), error.message);
      return !error.message.includes(SECRET.slice(0, 8));
    });
    await rejects(
      openKeyRing({ appEnv: "production", jwtKeys: text, databaseFile: null }),
      (error) => {
        ok(error instanceof SettingsError);
        ok(error.message.includes("JWT_KEYS"));
        return !error.message.includes(SECRET.slice(0, 8));
      },
    );
  });
}

Deno.test("rejects broken JSON without repeating any of it", () => {
  for (const text of ["", SECRET, `{"keys":[{"k":"${SECRET}"`, "\ud800"]) {
    throws(() => parseKeySet(text), {
      name: "KeySetError",
      message: "must be JSON",
    });
  }
});

Deno.test("puts a new key first on rotation and keeps the requested number of old ones", () => {
  const old = { keys: [generateKey(), generateKey(), generateKey()] };
  const { keys } = rotateKeys(old, 2);
  equal(keys.length, 3);
  equal(keys.slice(1), old.keys.slice(0, 2));
  ok(!old.keys.some(({ k }) => k === keys[0].k));
  equal(rotateKeys(old, 0).keys.length, 1);
});

Deno.test("signs with the first key, finds all by ID, and ignores names of prototype properties", async () => {
  const [first, second] = [generateKey(), generateKey()];
  const ring = await createKeyRing({ keys: [first, second] });
  equal(ring.signing.kid, first.kid);
  equal(ring.byKid.get(second.kid)?.kid, second.kid);
  equal(ring.byKid.get("__proto__"), undefined);
  equal(ring.byKid.get("constructor"), undefined);
  await rejects(crypto.subtle.exportKey("raw", ring.signing.key));
});

Deno.test("refuses to start in production without keys and names the command that generates one", async () => {
  await rejects(
    openKeyRing({
      appEnv: "production",
      jwtKeys: null,
      databaseFile: ".data/latchkey.db",
    }),
    /JWT_KEYS is not set.*deno task cli keys generate/,
  );
});

Deno.test("uses temporary keys in tests and with an in-memory database", async () => {
  const ring = await openKeyRing({
    appEnv: "test",
    jwtKeys: null,
    databaseFile: "/nowhere/latchkey.db",
  });
  const other = await openKeyRing({
    appEnv: "development",
    jwtKeys: null,
    databaseFile: ":memory:",
  });
  notEqual(ring.signing.kid, other.signing.kid);
});
