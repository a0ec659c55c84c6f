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

Deno.test("a token names the session and person, the site and its half hour, and nothing else", async () => {
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
  // RFC 9068 §2.2 requires both.
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

Deno.test("the issuer is the public address where there is one, and another site's tokens are refused", async () => {
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

Deno.test("a token for several audiences is ours when we are one of them", async () => {
  await using services = await testServices();
  const aud = ["https://other.example", "latchkey"];
  ok(
    await readAccessToken(services, await forge(services, { claims: { aud } })),
  );
});

Deno.test("a token is not valid before its time, also when it was read before", async () => {
  await using services = await testServices();
  const nbf = services.now() / 1000 + 120;
  const token = await forge(services, { claims: { nbf } });
  equal(await readAccessToken(services, token), null);
  services.clock.advance(MINUTE); // Two servers' clocks may be a minute apart.
  ok(await readAccessToken(services, token));
});

Deno.test("a token expires to the second, also when it was read before", async () => {
  await using services = await testServices();
  const token = await issueAccessToken(services, session(services));
  services.clock.advance(30 * MINUTE - 1);
  equal((await readAccessToken(services, token))?.expired, false);
  services.clock.advance(1);
  equal((await readAccessToken(services, token))?.expired, true);
});

Deno.test("a token from the future is none, but a minute between two servers' clocks is forgiven", async () => {
  await using services = await testServices();
  const token = await issueAccessToken(services, session(services));
  services.clock.advance(-MINUTE);
  ok(await readAccessToken(services, token));
  services.clock.advance(-1_000);
  equal(await readAccessToken(services, token), null);
});

Deno.test("after a rotation old tokens hold and new ones are signed by the new key, until the old key goes", async () => {
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
