import assert from "node:assert/strict";
import { pbkdf2Sync } from "node:crypto";
import { generateKey, type JsonWebKeySet, rotateKeys } from "./key_set.ts";
import { createSecrets } from "./secrets.ts";

const OWNER = { purpose: "authenticator_app", userId: "ada" };
const SECRET = new TextEncoder().encode("12345678901234567890");

function keySet(): JsonWebKeySet {
  return { keys: [generateKey("A256GCM")] };
}

const secretsWith = (set = keySet()) =>
  createSecrets(() => Promise.resolve(set));

Deno.test("opens what it sealed, and seals the same secret differently each time", async () => {
  const secrets = secretsWith();
  const sealed = [
    await secrets.seal(OWNER, SECRET),
    await secrets.seal(OWNER, SECRET),
  ];
  assert.notEqual(sealed[0], sealed[1]);
  for (const text of sealed) {
    assert.deepEqual(await secrets.unseal(OWNER, text), SECRET);
  }
});

Deno.test("opens nothing for another user or another purpose", async () => {
  const secrets = secretsWith();
  const sealed = await secrets.seal(OWNER, SECRET);
  for (
    const owner of [
      { ...OWNER, userId: "bob" },
      { ...OWNER, purpose: "passkey" },
      { purpose: 'authenticator_app","a', userId: "da" },
    ]
  ) assert.equal(await secrets.unseal(owner, sealed), null);
});

Deno.test("opens nothing that was changed, in any place", async () => {
  const secrets = secretsWith();
  const sealed = await secrets.seal(OWNER, SECRET);
  for (let at = 0; at < sealed.length; at++) {
    const other = sealed[at] === "A" ? "B" : "A";
    const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
    const opened = await secrets.unseal(OWNER, changed);
    // The last character of base64url may hold bits that count for nothing.
    assert.ok(opened === null || at === sealed.length - 1, changed);
  }
  for (const hostile of ["", ":", "::", "a:b:c:d", `${sealed}:`, "\u0000"]) {
    assert.equal(await secrets.unseal(OWNER, hostile), null, hostile);
  }
});

Deno.test("opens with older keys, and no longer once they are gone", async () => {
  const old = keySet();
  const sealed = await secretsWith(old).seal(OWNER, SECRET);
  const rotated = rotateKeys(old, 1);
  const secrets = secretsWith(rotated);
  assert.deepEqual(await secrets.unseal(OWNER, sealed), SECRET);
  const resealed = await secrets.seal(OWNER, SECRET);
  assert.ok(resealed.startsWith(`${rotated.keys[0].kid}:`));
  const fresh = secretsWith(rotateKeys(rotated, 0));
  assert.equal(await fresh.unseal(OWNER, sealed), null);
});

Deno.test("hashes a secret of an owner under every key, newest first", async () => {
  const old = keySet();
  const before = await secretsWith(old).hash(OWNER, "ABCDE-12345");
  const secrets = secretsWith(rotateKeys(old, 1));
  const hashes = await secrets.hashes(OWNER, "ABCDE-12345");
  assert.deepEqual([await secrets.hash(OWNER, "ABCDE-12345"), before], hashes);
  assert.ok(!hashes.includes(await secrets.hash(OWNER, "ABCDE-12346")));
  const bobs = { ...OWNER, userId: "bob" };
  assert.ok(!hashes.includes(await secrets.hash(bobs, "ABCDE-12345")));
});

Deno.test("stretches what it hashes with 210,000 rounds of PBKDF2 and the owner's salt (ASVS 5.0 6.5.2)", async () => {
  const set = keySet();
  const hashed = await secretsWith(set).hash(OWNER, "ABCDE-12345");
  const password = new TextEncoder().encode("ABCDE-12345");
  const salt = new TextEncoder().encode('["authenticator_app","ada",""]');
  const stretched = pbkdf2Sync(password, salt, 210_000, 32, "sha512")
    .toString("hex");
  const [again] = await secretsWith(set).unstretchedHashes(OWNER, stretched);
  assert.equal(hashed, again);
});

Deno.test("stretching leaves cores for logins, and no account blocks another", async () => {
  const set = keySet();
  const secrets = createSecrets(() => Promise.resolve(set), 10_000);
  const allowed = Math.max(1, Math.floor(navigator.hardwareConcurrency / 2));
  await secrets.hash(OWNER, "opens the keys");
  const { subtle } = crypto;
  const { deriveBits } = subtle;
  let running = 0;
  let most = 0;
  subtle.deriveBits = async (...given) => {
    most = Math.max(most, ++running);
    try {
      return await deriveBits.apply(subtle, given);
    } finally {
      running--;
    }
  };
  try {
    const ended: string[] = [];
    const hash = async (userId: string) => {
      await secrets.hash({ ...OWNER, userId }, "ABCDE");
      ended.push(userId);
    };
    await Promise.all(
      [...Array.from({ length: 4 * allowed }, () => "ada"), "bob"].map(hash),
    );
    assert.equal(most, allowed);
    assert.notEqual(ended.at(-1), "bob");
  } finally {
    subtle.deriveBits = deriveBits;
  }
});

Deno.test("finds what was hashed without stretching", async () => {
  const old = keySet();
  const [before] = await secretsWith(old).unstretchedHashes(OWNER, "ABCDE");
  const secrets = secretsWith(rotateKeys(old, 1));
  assert.equal((await secrets.unstretchedHashes(OWNER, "ABCDE"))[1], before);
  assert.ok(!(await secrets.hashes(OWNER, "ABCDE")).includes(before));
});

Deno.test("reads the keys once, at the first use", async () => {
  let reads = 0;
  const secrets = createSecrets(() => {
    reads++;
    return Promise.resolve(keySet());
  });
  assert.equal(reads, 0);
  const sealed = await secrets.seal(OWNER, SECRET);
  await secrets.unseal(OWNER, sealed);
  assert.equal(reads, 1);
});
