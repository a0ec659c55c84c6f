import assert from "node:assert/strict";
import { totpKey, totpStep } from "./totp.ts";

/** The secret of RFC 6238 appendix B for SHA-1. */
const SECRET = new TextEncoder().encode("12345678901234567890");

/** Its vectors: the last six of eight digits, by the seconds since the epoch. */
const VECTORS = [
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
  [20000000000, "353130"],
] as const;

for (const [seconds, code] of VECTORS) {
  Deno.test(`takes the code of RFC 6238 appendix B at ${seconds}`, async () => {
    const now = seconds * 1000;
    const step = Math.floor(seconds / 30);
    assert.equal(await totpStep(SECRET, code, now), step);
    assert.equal(await totpStep(SECRET, code, now + 30_000), step);
    assert.equal(await totpStep(SECRET, code, now + 60_000), null);
  });
}

Deno.test("rejects what is no code", async () => {
  for (
    const text of [
      "",
      "28708",
      "2870820",
      "28708a",
      "２８７０８２",
      "-87082",
      "2e5",
      "\u0000",
    ]
  ) {
    assert.equal(await totpStep(SECRET, text, 59_000), null, text);
  }
});

Deno.test("writes the secret as apps take it in", async () => {
  const options = { issuer: "Ada & Co: tea", label: "ada@example.com" };
  const { key, uri } = await totpKey(SECRET, options);
  assert.equal(key, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  const { searchParams } = new URL(uri);
  assert.equal(searchParams.get("secret"), key);
  assert.equal(searchParams.get("issuer"), options.issuer);
});
