import { deepStrictEqual as equal, ok } from "node:assert/strict";
import { CompactSign, decodeJwt } from "jose";
import { issueAccessToken, readAccessToken } from "./access_tokens.ts";
import { createKeyRing, generateKey } from "../../crypto/key_ring.ts";
import { type TestServices, testServices } from "../../testing/services.ts";

import { forge } from "../../testing/forge.ts";

const encoder = new TextEncoder();

const session = (services: TestServices) => ({
  id: "the-session",
  userId: "the-user",
  expiresAt: services.now() + 60 * 60 * 1000,
});

Deno.test("the tests' forger makes valid tokens by default", async () => {
  await using services = await testServices();
  ok(await readAccessToken(services, await forge(services, {})));
});

const headers: [string, Record<string, unknown>][] = [
  ["algorithm none", { alg: "none" }],
  ["algorithm none in capitals", { alg: "NONE" }],
  ["a missing algorithm", { alg: undefined }],
  ["a longer HMAC", { alg: "HS512" }],
  ["a public-key algorithm", { alg: "RS256" }],
  ["a list of algorithms", { alg: ["HS256"] }],
  ["an unknown key ID", { kid: "unknown" }],
  ["no key ID", { kid: undefined }],
  ["a path as the key ID", { kid: "../../../../dev/null" }],
  ["__proto__ as the key ID", { kid: "__proto__" }],
  ["a method name as the key ID", { kid: "constructor" }],
  ["a number as the key ID", { kid: 0 }],
  ["an object as the key ID", { kid: { toString: "x" } }],
  ["another type", { typ: "JWT" }],
  ["no type", { typ: undefined }],
  ["a critical extension", { crit: ["exp"], exp: 1 }],
  ["an unencoded payload", { crit: ["b64"], b64: false }],
  ["an empty list of extensions", { crit: [] }],
  ["its own key", { jwk: { kty: "oct", k: "AAAA" } }],
  ["the URL of a key", { jku: "https://evil.example/keys" }],
  ["a certificate", { x5c: ["AAAA"] }],
];
for (const [what, header] of headers) {
  Deno.test(`rejects a header with ${what} despite a valid signature`, async () => {
    await using services = await testServices();
    equal(
      await readAccessToken(services, await forge(services, { header })),
      null,
    );
  });
}

const claims: [string, Record<string, unknown>][] = [
  ["another issuer", { iss: "https://evil.example" }],
  ["no issuer", { iss: undefined }],
  ["no audience", { aud: undefined }],
  ["another audience", { aud: "https://other.example" }],
  ["other audiences", { aud: ["https://other.example", ""] }],
  ["an empty audience list", { aud: [] }],
  ["a number as the audience", { aud: 1 }],
  ["nbf in ten minutes", { nbf: 9_999_999_999 }],
  ["nbf as text", { nbf: "0" }],
  ["no subject", { sub: undefined }],
  ["a number as the subject", { sub: 1 }],
  ["an empty subject", { sub: "" }],
  ["an over-long subject", { sub: "x".repeat(65) }],
  ["a subject with NUL", { sub: "a\0b" }],
  ["a list as the session", { sid: ["the-session"] }],
  ["no session", { sid: undefined }],
  ["no exp", { exp: undefined }],
  ["exp as text", { exp: "9999999999" }],
  ["an infinite exp", { exp: 1e300 }],
  ["a fractional exp", { exp: 9999999999.5 }],
  ["exp before iat", { exp: -1 }],
  ["no iat", { iat: undefined }],
];
for (const [what, changed] of claims) {
  Deno.test(`rejects claims with ${what} despite a valid signature`, async () => {
    await using services = await testServices();
    equal(
      await readAccessToken(
        services,
        await forge(services, { claims: changed }),
      ),
      null,
    );
  });
}

Deno.test("rejects a payload that isn't an object of claims despite a valid signature", async () => {
  await using services = await testServices();
  for (
    const payload of [
      "x",
      "null",
      "[]",
      '"text"',
      "1",
      "{",
      "{}",
      '{"__proto__":{"sub":"the-user"}}',
    ]
  ) {
    equal(
      await readAccessToken(services, await forge(services, {}, payload)),
      null,
      payload,
    );
  }
});

Deno.test("rejects a token signed with another key under our key ID", async () => {
  await using services = await testServices();
  const { kid } = services.keys.signing;
  const thief = {
    ...services,
    keys: await createKeyRing({ keys: [{ ...generateKey(), kid }] }),
  };
  equal(
    await readAccessToken(
      services,
      await issueAccessToken(thief, session(services)),
    ),
    null,
  );
  const empty = await new CompactSign(
    encoder.encode(JSON.stringify(decodeJwt(await forge(services, {})))),
  )
    .setProtectedHeader({ alg: "HS256", kid, typ: "at+jwt" })
    .sign(new Uint8Array(32));
  equal(await readAccessToken(services, empty), null);
});

Deno.test("rejects claims replaced after signing", async () => {
  await using services = await testServices();
  const [header, , signature] =
    (await issueAccessToken(services, session(services))).split(".");
  const [, other] = (await forge(services, { claims: { sub: "another-user" } }))
    .split(".");
  equal(
    await readAccessToken(services, `${header}.${other}.${signature}`),
    null,
  );
});
