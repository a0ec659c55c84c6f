import { deepStrictEqual as equal, match, notEqual } from "node:assert/strict";
import { keyedHash, keyedHashes, verifyKeyedHash } from "./keyed_hash.ts";
import { createKeyRing, generateKey, rotateKeys } from "./key_ring.ts";

const set = { keys: [generateKey()] };
const keys = await createKeyRing(set);

Deno.test("gives 32 bytes in hex that depend on text, purpose and key", async () => {
  const hash = await keyedHash(keys, "use", "text");
  match(hash, /^[0-9a-f]{64}$/);
  equal(await keyedHash(keys, "use", "text"), hash);
  const others = await Promise.all([
    keyedHash(keys, "use", "Text"),
    keyedHash(keys, "another", "text"),
    keyedHash(await createKeyRing({ keys: [generateKey()] }), "use", "text"),
  ]);
  for (const other of others) notEqual(other, hash);
});

Deno.test("verifies a hash only for its own purpose, and in one spelling", async () => {
  const hash = await keyedHash(keys, "use", "text");
  equal(await verifyKeyedHash(keys, "use", "text", hash), true);
  for (
    const forged of [
      "",
      "x",
      hash.toUpperCase(),
      hash.slice(1),
      `${hash}0`,
      `${hash}\n`,
      "0".repeat(64),
      await keyedHash(keys, "another", "text"),
    ]
  ) {
    equal(await verifyKeyedHash(keys, "use", "text", forged), false, forged);
  }
});

Deno.test("verifies hashes made before a rotation until their key is dropped", async () => {
  const hash = await keyedHash(keys, "use", "text");
  const rotated = await createKeyRing(rotateKeys(set, 1));
  notEqual(await keyedHash(rotated, "use", "text"), hash);
  equal(await verifyKeyedHash(rotated, "use", "text", hash), true);
  equal(await keyedHashes(rotated, "use", "text"), [
    await keyedHash(rotated, "use", "text"),
    hash,
  ]);
  const without = await createKeyRing(rotateKeys(set, 0));
  equal(await verifyKeyedHash(without, "use", "text", hash), false);
});

Deno.test("never produces the signature of an access token, whatever the label", async () => {
  const signingInput = "eyJhbGciOiJIUzI1NiJ9.e30";
  const signature = new Uint8Array(
    await crypto.subtle.sign(
      "HMAC",
      keys.signing.key,
      new TextEncoder().encode(signingInput),
    ),
  ).toHex();
  for (let split = 0; split <= signingInput.length; split++) {
    const [label, text] = [
      signingInput.slice(0, split),
      signingInput.slice(split),
    ];
    notEqual(await keyedHash(keys, label, text), signature);
  }
});
