/**
 * The attacks listed in RFC 8725 (JSON Web Token Best Current Practices), by
 * section.
 */
import assert from "node:assert/strict";
import {
  base64url,
  CompactEncrypt,
  CompactSign,
  exportSPKI,
  generateKeyPair,
} from "jose";
import { readAccessToken } from "./access_tokens.ts";
import {
  createKeyRing,
  generateKey,
  keySetText,
  parseKeySet,
} from "../../crypto/key_ring.ts";
import { forge } from "../../testing/forge.ts";
import { type TestServices, testServices } from "../../testing/services.ts";

/** Asserts that each text is rejected as a token. */
async function refused(
  services: TestServices,
  ...texts: readonly string[]
): Promise<void> {
  for (const text of texts) {
    assert.equal(
      await readAccessToken(services, text),
      null,
      text.slice(0, 90),
    );
  }
}

/** Signs any text with the real key. */
async function signed(
  { keys }: TestServices,
  header: string,
  payload: string,
): Promise<string> {
  const text = `${base64url.encode(header)}.${base64url.encode(payload)}`;
  const bytes = new TextEncoder().encode(text);
  const signature = await crypto.subtle.sign("HMAC", keys.signing.key, bytes);
  return `${text}.${base64url.encode(new Uint8Array(signature))}`;
}

/** Header and claims of a valid token, as text. */
async function goodParts(services: TestServices) {
  const [header, payload] = (await forge(services, {})).split(".").map((part) =>
    new TextDecoder().decode(base64url.decode(part))
  );
  return { header, payload };
}

Deno.test("§2.1: rejects a token whose algorithm is none, signed or not", async () => {
  await using services = await testServices();
  const { kid } = services.keys.signing;
  const [, payload, signature] = (await forge(services, {})).split(".");
  for (const alg of ["none", "None", "NONE", "nOnE", "none\0", " none"]) {
    const head = base64url.encode(JSON.stringify({ alg, kid, typ: "at+jwt" }));
    await refused(
      services,
      `${head}.${payload}.`,
      `${head}.${payload}`,
      `${head}.${payload}.${signature}`,
      await forge(services, { header: { alg } }),
    );
  }
});

Deno.test("§2.1: doesn't verify with a public key as the secret, or the reverse", async () => {
  const { publicKey, privateKey } = await generateKeyPair("RS256", {
    extractable: true,
  });
  const secret = new TextEncoder().encode(await exportSPKI(publicKey));
  const ring = await createKeyRing({
    keys: [{ ...generateKey(), k: base64url.encode(secret) }],
  });
  await using services = await testServices({ keys: ring });
  const { kid } = ring.signing;
  const { payload } = await goodParts(services);
  const byPrivateKey = await new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: "RS256", kid, typ: "at+jwt" })
    .sign(privateKey);
  await refused(services, byPrivateKey);
});

Deno.test("§2.2: rejects keys too weak to resist guessing", () => {
  const weak = { ...generateKey(), k: base64url.encode("secret") };
  assert.throws(() => parseKeySet(keySetText({ keys: [weak] })));
});

Deno.test("§2.3 and §3.3: rejects an encrypted token and its content", async () => {
  await using services = await testServices();
  const inner = await forge(services, {});
  const outer = await new CompactEncrypt(new TextEncoder().encode(inner))
    .setProtectedHeader({ alg: "dir", enc: "A128CBC-HS256", cty: "JWT" })
    .encrypt(new Uint8Array(32));
  await refused(
    services,
    outer,
    `${outer}.`,
    outer.split(".").slice(2).join("."),
  );
  await refused(
    services,
    await forge(services, { header: { enc: "A128CBC-HS256" } }),
    await forge(services, { header: { zip: "DEF" } }),
    await forge(services, { header: { cty: "JWT" } }, inner),
  );
});

Deno.test("§2.5: rejects a token with no signature or half of one", async () => {
  await using services = await testServices();
  const token = await forge(services, {});
  const [header, payload, signature] = token.split(".");
  await refused(
    services,
    `${header}.${payload}.`,
    `${header}.${payload}`,
    `${header}.${payload}.${signature.slice(0, 22)}`,
    `${header}.${payload}.${"A".repeat(43)}`,
    `${header}.${payload}.${signature}${signature}`,
  );
});

Deno.test("§2.6: uses the last of duplicate members for both signature and claims", async () => {
  await using services = await testServices();
  const { header, payload } = await goodParts(services);
  const twice = (text: string, member: string) =>
    text.replace("{", `{${member},`);
  const last = (text: string, member: string) =>
    text.replace(/}$/, `,${member}}`);
  await refused(
    services,
    await signed(services, last(header, '"alg":"none"'), payload),
    await signed(services, last(header, '"kid":"another"'), payload),
    await signed(services, last(header, '"crit":["b64"]'), payload),
    await signed(
      services,
      header,
      last(payload, '"iss":"https://evil.example"'),
    ),
    await signed(services, header, last(payload, '"exp":"never"')),
    await signed(services, header, last(payload, '"sub":null')),
  );
  const both = await readAccessToken(
    services,
    await signed(services, header, twice(payload, '"sub":"somebody-else"')),
  );
  assert.equal(both?.claims.sub, "the-user");
});

Deno.test("§2.6: rejects text that isn't a complete JSON object or contains half a character", async () => {
  await using services = await testServices();
  const { header, payload } = await goodParts(services);
  await refused(
    services,
    await signed(services, header, `${payload}{}`),
    await signed(services, `${header}\0`, payload),
    await signed(
      services,
      header,
      payload.replace("the-user", "the-user\ud800"),
    ),
    await signed(services, header, `[${payload}]`),
    await signed(services, header, JSON.stringify(payload)),
  );
});

Deno.test("§3.10: uses kid only to look up a key, never as a path, query, URL or prototype property", async () => {
  await using services = await testServices();
  for (
    const kid of [
      "../../dev/null",
      "/dev/null",
      "x' or '1'='1",
      "x; cat /etc/passwd",
      "http://127.0.0.1/key",
      "__proto__",
      "constructor",
      "hasOwnProperty",
      "",
      "*",
      `${services.keys.signing.kid} `,
      services.keys.signing.kid.toUpperCase() + "x",
      ["a"],
      { toString: "a" },
      null,
      true,
    ]
  ) await refused(services, await forge(services, { header: { kid } }));
});

Deno.test("§3.10: ignores keys that a token contains or links to", async () => {
  await using services = await testServices();
  const { k } = generateKey();
  const brought = { kty: "oct", k };
  for (
    const header of [
      { jwk: brought },
      { jku: "https://evil.example/keys" },
      { x5u: "https://evil.example/certificate" },
      { x5c: ["MIIB"] },
      { x5t: "AAAA" },
      { kid: undefined, jwk: brought },
    ]
  ) await refused(services, await forge(services, { header }));
});

Deno.test("§3.8 and §3.9: rejects a token of another issuer or for another audience", async () => {
  await using services = await testServices();
  for (
    const iss of ["", "latchkey ", "LATCHKEY", "latchkey/", ["latchkey"], null]
  ) await refused(services, await forge(services, { claims: { iss } }));
});

Deno.test("§3.11 and §3.12: rejects another type of token signed with the same key", async () => {
  await using services = await testServices();
  for (
    const typ of ["JWT", "at+JWT ", "AT+JWT", "secevent+jwt", "dpop+jwt", ""]
  ) await refused(services, await forge(services, { header: { typ } }));
});

Deno.test("§3.2: rejects critical extensions", async () => {
  await using services = await testServices();
  for (
    const header of [
      { crit: ["exp"], exp: 1 },
      { crit: ["b64"], b64: true },
      { crit: ["b64"], b64: false },
      { b64: false },
      { crit: ["alg"] },
      { crit: "b64" },
      { crit: [] },
      { crit: null },
      { nonce: "x" },
    ]
  ) await refused(services, await forge(services, { header }));
});

Deno.test("rejects a token of a megabyte or a thousand parts before any computation", async () => {
  await using services = await testServices();
  const began = performance.now();
  const long = "A".repeat(1_000_000);
  for (let count = 0; count < 100; count++) {
    await refused(services, `${long}.${long}.${long}`, "A.".repeat(500_000));
  }
  assert.ok(performance.now() - began < 1_000);
});
