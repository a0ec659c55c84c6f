/**
 * What the log records about logins and rejected requests (OWASP ASVS 5.0
 * §16.3).
 */
import assert from "node:assert/strict";
import { requestRecovery } from "@latchkey/core";
import { ANNA, BERT, type Site } from "../site.ts";
import { type LoggedSite, openLoggedSite } from "./logged_site.ts";

const WRONG = { username: ANNA.username, password: "wrong password" };
const NOBODY = { username: "nobody@example.com", password: "wrong password" };

async function idOf({ services }: Site, { username }: typeof ANNA) {
  const key = username.toLowerCase();
  return (await services.store.users.byAddressKey(key))!.id;
}

/**
 * The only line about an event, without its time; fails when there is another.
 */
function lineOf({ lines }: LoggedSite, event: string) {
  const [line, ...others] = lines(`security.${event}`);
  assert.ok(line, event);
  assert.deepEqual(others, []);
  const { time: _, ...rest } = line;
  return rest;
}

const asBrowser = {
  "user-agent": "Firefox",
  "x-request-id": "request-of-proxy",
};

Deno.test("logs a failed login with the account's id or null, and never the address", async () => {
  for (const path of ["/auth/login", "/token"]) {
    for (const [who, is] of [[WRONG, "a user"], [NOBODY, "nobody"]] as const) {
      await using logged = await openLoggedSite({ trustProxy: 1 });
      const { site } = logged;
      await site.visitor().post(path, who, {
        ...asBrowser,
        "x-forwarded-for": "203.0.113.77",
      });
      assert.deepEqual(lineOf(logged, "login_failed"), {
        level: "warn",
        event: "security.login_failed",
        user: is === "nobody" ? null : await idOf(site, ANNA),
        client: "203.0.113.x",
        id: "request-of-proxy",
        method: "password",
      });
      assert.doesNotMatch(logged.text(), /anna@|nobody@|113\.77|wrong/i);
    }
  }
});

Deno.test("logs logins and step-ups, successful or not", async () => {
  await using logged = await openLoggedSite();
  const { site } = logged;
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const user = await idOf(site, ANNA);
  const { id, ...succeeded } = lineOf(logged, "login_succeeded");
  assert.match(String(id), /^[\w-]{36}$/);
  assert.deepEqual(succeeded, {
    level: "info",
    event: "security.login_succeeded",
    user,
    client: "192.0.2.x",
    method: "password",
  });
  site.clock.advance(11 * 60_000);
  const page = "/account/address";
  await visitor.post(page, { step_up_password: "wrong password" });
  assert.equal(lineOf(logged, "step_up_failed").user, user);
  await visitor.post(page, { step_up_password: ANNA.password });
  assert.equal(lineOf(logged, "step_up_succeeded").user, user);
  assert.deepEqual(logged.lines("security.login_failed"), []);
});

Deno.test("logs a rejected token, a cross-site form and a rate limit", async () => {
  await using logged = await openLoggedSite();
  const { site } = logged;
  const authorization = "Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2VjcmV0";
  await site.fetch("/api/me", { headers: { authorization } });
  const refused = lineOf(logged, "token_rejected");
  assert.deepEqual([refused.user, refused.client], [null, "192.0.2.x"]);
  assert.doesNotMatch(logged.text(), /eyJ|c2VjcmV0/);

  const visitor = site.visitor();
  await visitor.logIn(BERT);
  assert.equal(
    (await visitor.post("/account/name", { name: "x" }, {
      origin: "https://evil.example",
      "sec-fetch-site": "cross-site",
    })).status,
    403,
  );
  const { route, client } = lineOf(logged, "csrf_rejected");
  assert.deepEqual([route, client], ["/account/name", "192.0.2.x"]);

  let status = 0;
  for (let count = 0; count < 20 && status !== 429; count++) {
    ({ status } = await visitor.post("/token", WRONG));
  }
  assert.equal(status, 429);
  assert.equal(lineOf(logged, "rate_limited").route, "/token");
});

Deno.test("logs that an account lacks a role, by route and without what it asked for", async () => {
  await using logged = await openLoggedSite();
  const { site } = logged;
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const { status, body } = await visitor.get("/admin/users?q=bert%40gmail");
  await body?.cancel();
  assert.equal(status, 403);
  const { id, ...denied } = lineOf(logged, "access_denied");
  assert.match(String(id), /^[\w-]{36}$/);
  assert.deepEqual(denied, {
    level: "warn",
    event: "security.access_denied",
    user: await idOf(site, ANNA),
    client: "192.0.2.x",
    route: "/admin/users",
  });
  assert.doesNotMatch(logged.text(), /bert/i);
});

Deno.test("accepts no access token for the metrics, and logs the rejected request", async () => {
  const metricsToken = "3f9c8a71d2e64b05af10c7b8e5d94f26";
  await using logged = await openLoggedSite({ metricsToken });
  const ask = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const { status, body } = await logged.site.fetch("/metrics", { headers });
    await body?.cancel();
    return status;
  };
  assert.equal(await ask(metricsToken), 200);
  assert.deepEqual(logged.lines("security.token_rejected"), []);
  assert.equal(await ask("wrong"), 401);
  assert.equal(lineOf(logged, "token_rejected").client, "192.0.2.x");
});

Deno.test("logs withheld emails although the page answers as usual", async () => {
  await using logged = await openLoggedSite();
  const { site } = logged;
  const { mail } = site.services;
  for (const { username } of [ANNA, NOBODY]) {
    for (let count = 0; count < 15; count++) {
      const answer = await site.visitor().post("/auth/recover", {
        address: username,
      });
      assert.equal(answer.status, 200);
      await mail.settled();
      if (count % 5 === 4) site.clock.advance(5 * 60_000);
    }
  }
  const { id: _, ...line } = lineOf(logged, "rate_limited");
  assert.deepEqual(line, {
    level: "warn",
    event: "security.rate_limited",
    user: await idOf(site, ANNA),
    client: "",
    mail: "recover",
  });

  const request = { address: NOBODY.username, language: "en" };
  for (let count = 0; count < 110; count++) {
    await requestRecovery({ mail }, request);
  }
  await mail.settled();
  const users = logged.lines("security.rate_limited").map(({ user }) => user);
  assert.deepEqual(users, [line.user, null]);
  assert.doesNotMatch(logged.text(), /anna@|nobody@/);
});
