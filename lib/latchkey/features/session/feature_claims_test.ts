import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import { defineFeature } from "../../feature.ts";
import type { ClaimValue } from "../../services.ts";
import { loggedIn, plain, remembered } from "../../testing/logged_in.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { readAccessToken } from "./access_tokens.ts";
import { LIBRARY_CLAIMS } from "./feature_claims.ts";
import { renewToken, resumeSession, startSession } from "./sessions.ts";

const MINUTE = 60_000;

/**
 * Two features: one adds the user's name by a query, one the time since login.
 */
const FEATURES = [
  defineFeature({
    name: "names",
    queries: (_db, { services: { store } }) => ({
      nameOf: async (id: string) => (await store.users.byId(id))?.name,
    }),
    claims: {
      name: (queries, { userId }) => queries.nameOf(userId),
      groups: () => ["readers", { id: 7, open: true, since: null }],
    },
  }),
  defineFeature({
    name: "logins",
    claims: {
      auth_time: (_queries, { provedAt }) =>
        provedAt > 0 ? Math.floor(provedAt / 1000) : undefined,
    },
  }),
];

function servicesWith(features: typeof TEST_SITE.features) {
  return testServices({ site: { ...TEST_SITE, features } });
}

/** Services and an account with one claim. */
async function siteWithClaim(value: ClaimValue, publicUrl: URL | null = null) {
  const long = defineFeature({ name: "books", claims: { title: () => value } });
  const services = await testServices({
    site: { ...TEST_SITE, features: [long] },
    settings: { publicUrl },
  });
  return { services, user: await addUser(services) };
}

Deno.test("features add claims to a session's first token", async () => {
  await using services = await servicesWith(FEATURES);
  const user = await addUser(services, { name: "Ada" });
  const provedAt = services.now();
  const { token } = await startSession(services, user, {
    ...plain,
    provedAt,
  });
  const { name, groups, auth_time } = decodeJwt(token);
  assert.deepEqual({ name, groups, auth_time }, {
    name: "Ada",
    groups: ["readers", { id: 7, open: true, since: null }],
    auth_time: provedAt / 1000,
  });
});

Deno.test("leaves an undefined claim out of the token", async () => {
  await using services = await servicesWith(FEATURES);
  const user = await addUser(services);
  const { token } = await startSession(services, user, {
    ...plain,
    provedAt: 0,
  });
  assert.ok(!("auth_time" in decodeJwt(token)));
});

Deno.test("computes the claims again when the token is renewed", async () => {
  await using services = await servicesWith(FEATURES);
  const user = await addUser(services, { name: "Ada" });
  const { token, session } = await startSession(services, user, remembered);
  await services.store.users.update(user.id, { name: "Ada Lovelace" });
  services.clock.advance(20 * MINUTE);
  const resumed = await resumeSession(services, token, "cookie");
  assert.equal(decodeJwt(resumed!.renewed!).name, "Ada Lovelace");
  const provedAt = services.now();
  const again = await renewToken(services, { ...session, provedAt });
  assert.equal(decodeJwt(again.token).name, "Ada Lovelace");
  assert.equal(decodeJwt(again.token).auth_time, provedAt / 1000);
});

Deno.test("reading a token returns only the library's claims", async () => {
  await using services = await servicesWith(FEATURES);
  const user = await addUser(services, { name: "Ada" });
  const { token } = await startSession(services, user, plain);
  const read = await readAccessToken(services, token);
  for (const claim of Object.keys(read!.claims)) {
    assert.ok(LIBRARY_CLAIMS.includes(claim), claim);
  }
  assert.ok(await resumeSession(services, token, "cookie"));
});

Deno.test("protects every claim of the library", async () => {
  await using context = await loggedIn();
  for (const claim of Object.keys(decodeJwt(context.token))) {
    assert.ok(LIBRARY_CLAIMS.includes(claim), claim);
  }
});

Deno.test("allows features 500 bytes of claims, which keeps the cookie below 4 KB", async () => {
  const longestHost = `${"h".repeat(63)}.`.repeat(4).slice(0, 253);
  const publicUrl = new URL(`https://${longestHost}:65535`);
  const most = 500 - '{"title":""}'.length;
  const { services, user } = await siteWithClaim("x".repeat(most), publicUrl);
  await using _ = services;
  const { token } = await startSession(services, user, plain);
  assert.ok(`__Host-access_token=${token}`.length < 4096);
  assert.ok(await resumeSession(services, token, "cookie"));
});

Deno.test("rejects larger claims with an error that names the largest", async () => {
  const tooLong = "ü".repeat(250);
  const { services, user } = await siteWithClaim(tooLong);
  await using _ = services;
  await assert.rejects(startSession(services, user, plain), {
    name: "RangeError",
    message: "Feature claims take 512 bytes of JSON, but only 500 fit in a " +
      'cookie. Shorten or remove the longest one, "title" of the feature "books".',
  });
});
