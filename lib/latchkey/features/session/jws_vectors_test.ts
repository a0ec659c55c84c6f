/** Published examples of signed tokens, read by the app's verifier. */
import assert from "node:assert/strict";
import {
  base64url,
  compactVerify,
  flattenedVerify,
  generalVerify,
  importJWK,
} from "jose";
import { readAccessToken } from "./access_tokens.ts";
import { createKeyRing } from "../../crypto/key_ring.ts";
import { testServices } from "../../testing/services.ts";
import {
  DETACHED,
  FLATTENED,
  GENERAL,
  HMAC_KEY,
  HS256,
  UNSECURED,
  type Vector,
  VECTORS,
} from "./jws_vectors.ts";

/** Services that use the published key under any key ID. */
async function withPublishedKey() {
  const key = { ...HMAC_KEY, kid: "published", alg: "HS256" } as const;
  const { signing } = await createKeyRing({ keys: [key] });
  const names = ["published", "", "undefined", "null", "0"];
  const byKid = new Map(names.map((kid) => [kid, signing]));
  return await testServices({ keys: { signing, byKid } });
}

function partsOf({ token }: Vector) {
  const [header, payload, signature] = token.split(".");
  return { header, payload, signature };
}

for (const vector of VECTORS) {
  const { source, token, alg, key } = vector;
  Deno.test(`verifies ${source} but rejects it as an access token, even with its key`, async () => {
    const imported = await importJWK(key, alg);
    await compactVerify(token, imported, { algorithms: [alg] });
    await using services = await withPublishedKey();
    // The clock is set before the examples expire.
    services.clock.advance(1_300_819_000_000 - services.now());
    assert.equal(await readAccessToken(services, token), null);
  });

  Deno.test(`rejects ${source} with any two parts swapped`, async () => {
    await using services = await withPublishedKey();
    const { header, payload, signature } = partsOf(vector);
    for (const other of VECTORS) {
      const theirs = partsOf(other);
      for (
        const mixed of [
          `${header}.${payload}.${theirs.signature}`,
          `${header}.${theirs.payload}.${signature}`,
          `${theirs.header}.${payload}.${signature}`,
        ]
      ) assert.equal(await readAccessToken(services, mixed), null);
    }
  });
}

Deno.test("RFC 7515 A.1: the published key produces the published signature", async () => {
  const key = { ...HMAC_KEY, kid: "published", alg: "HS256" } as const;
  const { signing } = await createKeyRing({ keys: [key] });
  const { header, payload, signature } = partsOf(HS256);
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  const bytes = await crypto.subtle.sign("HMAC", signing.key, signed);
  assert.equal(base64url.encode(new Uint8Array(bytes)), signature);
});

Deno.test("rejects the unsigned RFC 7515 A.5", async () => {
  await using services = await withPublishedKey();
  assert.equal(await readAccessToken(services, UNSECURED), null);
});

Deno.test("verifies the JSON serialisations of RFC 7515 A.6 and A.7 but rejects them as access tokens", async () => {
  await using services = await withPublishedKey();
  const keyOf = ({ alg }: { alg?: string } = {}) => {
    const { key } = VECTORS.find((vector) => vector.alg === alg)!;
    return importJWK(key, alg);
  };
  for (const signature of GENERAL.signatures) {
    await generalVerify({ ...GENERAL, signatures: [signature] }, keyOf);
  }
  await flattenedVerify(FLATTENED, keyOf);
  for (const json of [GENERAL, FLATTENED]) {
    assert.equal(await readAccessToken(services, JSON.stringify(json)), null);
  }
});

Deno.test("rejects the JSON serialisations of RFC 7515 A.1 even with its key", async () => {
  await using services = await withPublishedKey();
  const { header, payload, signature } = partsOf(HS256);
  const signed = { protected: header, signature };
  for (
    const json of [{ payload, ...signed }, { payload, signatures: [signed] }]
  ) assert.equal(await readAccessToken(services, JSON.stringify(json)), null);
});

Deno.test("rejects RFC 7797 §4.2 with its detached payload", async () => {
  await using services = await withPublishedKey();
  assert.equal(await readAccessToken(services, DETACHED), null);
  const filled = DETACHED.replace("..", ".JC4wMg.");
  assert.equal(await readAccessToken(services, filled), null);
});
