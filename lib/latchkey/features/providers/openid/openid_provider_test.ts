/** Logins with a certified provider over HTTP. */
import assert from "node:assert/strict";
import { sql } from "kysely";
import {
  type OpenIdServer,
  openIdServer,
} from "../../../testing/providers/openid_provider_server.ts";
import type { AppBrowser } from "../../../testing/providers/provider_app.ts";
import {
  type ProviderSite,
  providerSite,
} from "../../../testing/providers/provider_site.ts";
import { until } from "../../../testing/until.ts";

const ADA = {
  sub: "ada",
  email: "ada@example.com",
  email_verified: true,
  name: "Ada Lovelace",
  preferred_username: "ada",
  amr: ["pwd", "mfa"],
};

interface Opened extends ProviderSite {
  readonly acme: OpenIdServer;
}

async function open(
  extra: Readonly<Record<string, string>> = {},
): Promise<Opened> {
  const acme = await openIdServer({ accounts: [ADA] });
  const site = await providerSite({ ...acme.settings, ...extra });
  return {
    ...site,
    acme,
    async [Symbol.asyncDispose]() {
      await site[Symbol.asyncDispose]();
      await acme[Symbol.asyncDispose]();
    },
  };
}

Deno.test("identifies a person at the first login and at the next ones", async () => {
  await using app = await open();
  const browser = app.browser();
  const person = app.acme.browser();
  const location = await browser.begin("acme");
  const query = new URL(location).searchParams;
  assert.equal(query.get("code_challenge_method"), "S256");
  assert.equal(query.get("scope"), "openid email profile");
  const first = await browser.answer(await person.logIn(location, "ada"));
  assert.ok(first.identity, JSON.stringify(first));
  const { tokens, authenticatedAt, ...identity } = first.identity;
  assert.deepEqual(identity, {
    issuer: app.acme.issuer,
    subject: "ada",
    address: "ada@example.com",
    addressVerified: true,
    name: "Ada Lovelace",
    username: "ada",
    amr: ["pwd", "mfa"],
  });
  assert.ok(Math.abs(Date.now() - Number(authenticatedAt)) < 10_000);
  assert.ok(tokens?.accessToken && tokens.expiresAt);
  // The provider knows the person now, and asks nothing.
  const next = await browser.answer(
    await person.logIn(await browser.begin("acme")),
  );
  assert.equal(next.identity?.subject, "ada");
  assert.equal(app.acme.requests.get("/.well-known/openid-configuration"), 1);
  assert.equal(app.acme.requests.get("/jwks"), 1);
});

/** Starts a login, and returns the callback after the person has logged in. */
async function callbackOf(
  app: Opened,
  browser: AppBrowser,
  account = "ada",
): Promise<URL> {
  const location = await browser.begin("acme");
  return new URL(await app.acme.browser().logIn(location, account));
}

Deno.test("notices that the person cancelled", async () => {
  await using app = await open();
  const browser = app.browser();
  const { problem } = await browser.answer(
    (await callbackOf(app, browser, "")).href,
  );
  assert.equal(problem, "cancelled");
  assert.equal(app.reason(), "access_denied");
});

Deno.test("rejects a code of another login of the same browser", async () => {
  await using app = await open();
  const browser = app.browser();
  const stolen = await callbackOf(app, browser);
  const own = await callbackOf(app, browser);
  own.searchParams.set("code", stolen.searchParams.get("code") ?? "");
  assert.equal((await browser.answer(own.href)).problem, "invalid");
  assert.equal(app.reason(), "invalid_grant"); // Its verifier is another one.
});

Deno.test("rejects a code that was used", async () => {
  await using app = await open();
  const browser = app.browser();
  const { href } = await callbackOf(app, browser);
  assert.ok((await browser.answer(href)).identity);
  assert.equal((await browser.answer(href)).problem, "used");
  // Without a memory of ours, the provider rejects it.
  await sql`delete from used_provider_states`.execute(app.services.database.db);
  assert.equal((await browser.answer(href)).problem, "invalid");
  assert.equal(app.reason(), "invalid_grant");
});

Deno.test("rejects the issuer of another provider, or none", async () => {
  await using app = await open();
  const browser = app.browser();
  for (const iss of ["https://evil.example", `${app.acme.issuer}/`, null]) {
    const callback = await callbackOf(app, browser);
    callback.searchParams.delete("iss");
    if (iss !== null) callback.searchParams.set("iss", iss);
    const { problem } = await browser.answer(callback.href);
    assert.equal(problem, "invalid", `${iss}`);
    assert.equal(app.reason(), "OAUTH_INVALID_RESPONSE");
  }
  const cancelled = await callbackOf(app, browser, "");
  cancelled.searchParams.set("iss", "https://evil.example");
  assert.equal((await browser.answer(cancelled.href)).problem, "invalid");
});

Deno.test("follows a rotated key at once", async () => {
  await using app = await open();
  const browser = app.browser();
  for (let times = 0; times < 3; times++) {
    const { identity } = await browser.answer(
      (await callbackOf(app, browser)).href,
    );
    assert.equal(identity?.subject, "ada", app.reason());
    await app.acme.rotateKeys();
  }
  assert.equal(app.acme.requests.get("/jwks"), 3);
});

Deno.test("bears a clock that is wrong, until a minute after the token has expired", async () => {
  await using app = await open();
  const browser = app.browser();
  const HOUR = 60 * 60_000; // How long ID tokens of this provider are valid.
  for (
    const [skew, problem] of [
      [0, undefined],
      [-55_000, undefined],
      [-10 * 60_000, undefined],
      [HOUR + 50_000, undefined],
      [HOUR + 70_000, "invalid"],
    ] as const
  ) {
    app.services.clock.advance(skew);
    const answered = await browser.answer(
      (await callbackOf(app, browser)).href,
    );
    assert.equal(answered.problem, problem, `${skew} ${app.reason()}`);
    app.services.clock.advance(-skew);
  }
});

Deno.test("asks for a login again, and learns when it was", async () => {
  await using app = await open();
  const provider = app.provider("acme");
  const person = app.acme.browser();
  const request = {
    redirectUri: "http://localhost:8000/auth/provider/acme/callback",
    state: "a-state",
    nonce: "a-nonce",
    verifier: "a".repeat(43),
    language: "en",
    loginHint: "ada@example.com",
    now: Date.now(),
  };
  const logIn = async (again: boolean, account = "") => {
    const url = await provider.begin({ ...request, again });
    const callback = new URL(await person.logIn(url.href, account));
    return await provider.finish({
      ...request,
      parameters: callback.searchParams,
    });
  };
  const first = await logIn(false, "ada");
  const silent = await logIn(false);
  assert.equal(silent.authenticatedAt, first.authenticatedAt);
  const { authenticatedAt } = await logIn(true, "ada");
  assert.ok(Math.abs((authenticatedAt ?? 0) - Date.now()) < 5_000);
});

Deno.test("asks for discovery once for many logins, and again after an hour", async () => {
  await using app = await open();
  const browser = app.browser();
  const count = () =>
    app.acme.requests.get("/.well-known/openid-configuration") ?? 0;
  assert.equal(count(), 0);
  await Promise.all(Array.from({ length: 5 }, () => browser.begin("acme")));
  assert.equal(count(), 1);
  app.services.clock.advance(60 * 60_000);
  await browser.begin("acme");
  await until(() => count() === 2);
  // The old document is good enough while the provider is down.
  app.acme.fail(true);
  app.services.clock.advance(2 * 60 * 60_000);
  await browser.begin("acme");
  await until(() => count() === 3);
  app.acme.fail(false);
  app.services.clock.advance(60_000);
  await browser.begin("acme");
  await until(() => count() === 4);
});

Deno.test("leaves a provider alone that doesn't answer", async () => {
  await using app = await open();
  const browser = app.browser();
  app.acme.fail(true);
  const count = () =>
    app.acme.requests.get("/.well-known/openid-configuration") ?? 0;
  for (let times = 0; times < 5; times++) {
    await assert.rejects(browser.begin("acme"), /"problem":"down"/);
  }
  assert.equal(count(), 1);
  app.acme.fail(false);
  await assert.rejects(browser.begin("acme"), /"problem":"down"/);
  app.services.clock.advance(10_000);
  await browser.begin("acme");
  assert.equal(count(), 2);
});

Deno.test("reports a provider that fails during a login", async () => {
  await using app = await open();
  const browser = app.browser();
  const callback = await callbackOf(app, browser);
  app.acme.fail(true);
  assert.equal((await browser.answer(callback.href)).problem, "down");
});

Deno.test("reports a provider that has gone", async () => {
  const app = await open();
  const browser = app.browser();
  const callback = await callbackOf(app, browser);
  await app.acme[Symbol.asyncDispose]();
  assert.equal((await browser.answer(callback.href)).problem, "down");
  app.services.clock.advance(2 * 60 * 60_000);
  await browser.begin("acme"); // Its old discovery document.
  await app.services[Symbol.asyncDispose]();
});

Deno.test("waits five seconds for a slow provider", async () => {
  await using app = await open();
  const browser = app.browser();
  const callback = await callbackOf(app, browser);
  app.acme.delay(6_000);
  const start = performance.now();
  assert.equal((await browser.answer(callback.href)).problem, "down");
  const seconds = (performance.now() - start) / 1000;
  assert.ok(seconds > 4.5 && seconds < 6, `${seconds} s`);
  app.acme.delay(0);
});

Deno.test("logs out at the provider if the settings say so", async () => {
  const logout = { returnTo: "http://localhost:8000/", language: "en" };
  await using without = await open();
  assert.equal(without.provider("acme").logoutUrl, undefined);
  await using app = await open({ ACME_LOGOUT: "yes" });
  const url = await app.provider("acme").logoutUrl?.({
    ...logout,
    now: app.services.now(),
  });
  assert.equal(url?.origin, app.acme.issuer);
  assert.deepEqual(Object.fromEntries(url?.searchParams ?? []), {
    post_logout_redirect_uri: "http://localhost:8000/",
    ui_locales: "en",
    client_id: "books",
  });
});
