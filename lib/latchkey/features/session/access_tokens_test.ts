import { deepStrictEqual as equal, notEqual, ok } from "node:assert/strict";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { issueAccessToken, readAccessToken } from "./access_tokens.ts";
import {
  createKeyRing,
  generateKey,
  rotateKeys,
} from "../../crypto/key_ring.ts";
import { forge } from "../../testing/forge.ts";
import { type TestServices, testServices } from "../../testing/services.ts";

const MINUTE = 60_000;
const session = (services: TestServices) => ({
  id: "the-session",
  userId: "the-user",
  expiresAt: services.now() + 12 * 60 * MINUTE,
});

Deno.test("contains session, user, site and expiry after half an hour, and nothing else", async () => {
  await using services = await testServices();
  const token = await issueAccessToken(services, session(services));
  const iat = services.now() / 1000;
  equal(decodeProtectedHeader(token), {
    alg: "HS256",
    kid: services.keys.signing.kid,
    typ: "at+jwt",
  });
  const claims = {
    iss: "latchkey",
    aud: "latchkey",
    sub: "the-user",
    sid: "the-session",
    iat,
    exp: iat + 1800,
  };
  const { jti, client_id, ...rest } = decodeJwt(token);
  equal(rest, claims);
  // Both are required by RFC 9068 §2.2.
  equal(client_id, "latchkey");
  services.clock.advance(1000);
  const next = await issueAccessToken(services, session(services));
  ok(jti);
  notEqual(decodeJwt(next).jti, jti);
  equal(await readAccessToken(services, token), { claims, expired: false });
});

Deno.test("a token never outlives its session", async () => {
  await using services = await testServices();
  const token = await issueAccessToken(services, {
    ...session(services),
    expiresAt: services.now() + 90_500,
  });
  equal(decodeJwt(token).exp, services.now() / 1000 + 90);
});

Deno.test("uses PUBLIC_URL as the issuer and rejects tokens of another site", async () => {
  await using services = await testServices();
  const here = {
    ...services,
    settings: {
      ...services.settings,
      publicUrl: new URL("https://example.com/"),
    },
  };
  const token = await issueAccessToken(here, session(services));
  equal(decodeJwt(token).iss, "https://example.com");
  ok(await readAccessToken(here, token));
  equal(await readAccessToken(services, token), null);
});

Deno.test("accepts a token for several audiences when the site is one of them", async () => {
  await using services = await testServices();
  const aud = ["https://other.example", "latchkey"];
  ok(
    await readAccessToken(services, await forge(services, { claims: { aud } })),
  );
});

Deno.test("rejects a token before its nbf time, cached or not", async () => {
  await using services = await testServices();
  const nbf = services.now() / 1000 + 120;
  const token = await forge(services, { claims: { nbf } });
  equal(await readAccessToken(services, token), null);
  services.clock.advance(MINUTE); // Two servers' clocks may differ by a minute.
  ok(await readAccessToken(services, token));
});

Deno.test("expires a token to the second, cached or not", async () => {
  await using services = await testServices();
  const token = await issueAccessToken(services, session(services));
  services.clock.advance(30 * MINUTE - 1);
  equal((await readAccessToken(services, token))?.expired, false);
  services.clock.advance(1);
  equal((await readAccessToken(services, token))?.expired, true);
});

Deno.test("rejects a token issued in the future, with a minute of clock skew allowed", async () => {
  await using services = await testServices();
  const token = await issueAccessToken(services, session(services));
  services.clock.advance(-MINUTE);
  ok(await readAccessToken(services, token));
  services.clock.advance(-1_000);
  equal(await readAccessToken(services, token), null);
});

Deno.test("accepts old tokens after a rotation until their key is dropped, and signs with the new key", async () => {
  await using services = await testServices();
  const old = { keys: [generateKey()] };
  const before = { ...services, keys: await createKeyRing(old) };
  const token = await issueAccessToken(before, session(services));
  const rotated = rotateKeys(old, 1);
  const after = { ...services, keys: await createKeyRing(rotated) };
  ok(await readAccessToken(after, token));
  const fresh = await issueAccessToken(after, session(services));
  equal(decodeProtectedHeader(fresh).kid, rotated.keys[0].kid);
  notEqual(rotated.keys[0].kid, old.keys[0].kid);
  equal(await readAccessToken(before, fresh), null);
  const later = {
    ...services,
    keys: await createKeyRing(rotateKeys(rotated, 1)),
  };
  equal(await readAccessToken(later, token), null);
  ok(await readAccessToken(later, fresh));
});
