/** Tokens for the APIs of providers: kept only if asked for, sealed, refreshed and deleted. */
import assert from "node:assert/strict";
import { defineFeature } from "../../feature.ts";
import { onEachDatabase } from "../../testing/database/on_each_database.ts";
import { accountApp } from "../../testing/providers/account_app.ts";
import { ProviderError, type ProviderTokens } from "./login_provider.ts";
import { providers } from "./feature.ts";

const HOUR = 3_600_000;

/** A feature that calls the API of the provider. */
const calling = defineFeature({
  name: "calling",
  providerScopes: { fake: ["read:books"] },
});

/** Ada, who has logged in with a provider that gives out tokens for an hour. */
async function loggedIn(
  settings = {},
  features = [calling],
  refresh = (_refreshToken: string, now: number): Promise<ProviderTokens> =>
    Promise.resolve({
      accessToken: "access-2",
      refreshToken: null,
      expiresAt: now + HOUR,
    }),
) {
  let refreshes = 0;
  const scopes: (readonly string[] | undefined)[] = [];
  const app = await accountApp({
    settings,
    features,
    provider: {
      refresh: (token, now) => (refreshes++, refresh(token, now)),
      begin: ({ redirectUri, state, scopes: asked }) => {
        scopes.push(asked);
        const url = new URL("https://fake.example/authorize");
        url.search = `${new URLSearchParams({
          redirect_uri: redirectUri,
          state,
        })}`;
        return Promise.resolve(url);
      },
    },
  });
  const { services } = app;
  const tokens = {
    accessToken: "access-1",
    refreshToken: "refresh-1",
    expiresAt: services.now() + HOUR,
  };
  const browser = app.browser();
  await browser.through({ tokens });
  const { id } = (await services.store.users.byAddressKey("ada@example.com"))!;
  const logins = services.use(providers);
  return {
    services,
    browser,
    tokens,
    scopes,
    logins,
    userId: id,
    rows: () =>
      services.database.db.selectFrom("providerTokens").selectAll()
        .execute(),
    token: () => logins.accessToken(id, "fake"),
    refreshes: () => refreshes,
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

Deno.test("keeps nothing that no feature asks for", async () => {
  await using test = await loggedIn({}, []);
  assert.deepEqual(test.scopes, [[]]);
  assert.deepEqual(await test.rows(), []);
  assert.equal(await test.token(), null);
});

onEachDatabase(
  "asks for the scopes of features, and keeps the tokens sealed",
  async ({ settings }) => {
    await using test = await loggedIn(settings);
    assert.deepEqual(test.scopes, [["read:books"]]);
    const [row] = await test.rows();
    assert.equal(row.userId, test.userId);
    assert.doesNotMatch(JSON.stringify(row), /access-1|refresh-1/);
    assert.equal(await test.token(), "access-1");
    assert.equal(await test.logins.accessToken("nobody", "fake"), null);
    assert.equal(await test.logins.accessToken(test.userId, "other"), null);
  },
);

onEachDatabase(
  "refreshes a token that expires within a minute, once for everyone who asks",
  async ({ settings }) => {
    await using test = await loggedIn(settings);
    test.services.clock.advance(HOUR - 60_001);
    assert.equal(await test.token(), "access-1");
    test.services.clock.advance(1);
    const asked = await Promise.all([test.token(), test.token(), test.token()]);
    assert.deepEqual(asked, ["access-2", "access-2", "access-2"]);
    assert.equal(test.refreshes(), 1);
    assert.equal(await test.token(), "access-2");
    // The provider gave no other refresh token, so the first one stays.
    test.services.clock.advance(HOUR);
    assert.equal(await test.token(), "access-2");
    assert.equal(test.refreshes(), 2);
  },
);

Deno.test("a later login without a refresh token keeps the one from before", async () => {
  await using test = await loggedIn();
  const tokens = { ...test.tokens, accessToken: "again", refreshToken: null };
  await test.browser.through({ tokens });
  assert.equal(await test.token(), "again");
  test.services.clock.advance(HOUR);
  assert.equal(await test.token(), "access-2");
});

Deno.test("forgets tokens that the person has withdrawn, and tries again after an outage", async () => {
  let problem: "invalid" | "down" = "down";
  await using test = await loggedIn(
    {},
    [calling],
    () => Promise.reject(new ProviderError(problem, "refused")),
  );
  test.services.clock.advance(HOUR);
  await assert.rejects(test.token(), ProviderError);
  assert.equal((await test.rows()).length, 1);
  problem = "invalid";
  assert.equal(await test.token(), null);
  assert.deepEqual(await test.rows(), []);
});

onEachDatabase(
  "deletes the tokens of a login that is unlinked, and restores none",
  async ({ settings }) => {
    await using test = await loggedIn(settings);
    const { logins, userId, services } = test;
    services.clock.advance(1000);
    const [{ id }] = await logins.linked(userId);
    assert.ok(await logins.unlink(userId, id));
    assert.deepEqual(await test.rows(), []);
    await logins.undoLinks(userId, services.now());
    assert.equal((await logins.linked(userId)).length, 1);
    assert.equal(await test.token(), null);
  },
);

Deno.test("opens no tokens that were moved to another login", async () => {
  await using test = await loggedIn();
  const { services, logins, userId } = test;
  const identity = { issuer: "https://fake.example", subject: "2" };
  await logins.link(userId, { ...identity, provider: "fake", username: "" });
  const other = (await logins.linked(userId))
    .find(({ subject }) => subject === "2")!;
  await services.database.db.updateTable("providerTokens")
    .set({ linkedLoginId: other.id }).execute();
  assert.equal(await test.token(), null);
});
