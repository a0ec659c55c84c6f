/** What the error page shows in development only. */
import assert from "node:assert/strict";
import { readSettings } from "@latchkey/core";
import { site as SITE } from "../../lib/site.ts";
import { GUARDED_PAGE, messages, sentence } from "../pages.ts";
import { ANNA, openSite, ORIGIN, type Site } from "../site.ts";

const DEVELOPMENT = { settings: { appEnv: "development" as const } };

/** So that a password is enough to log in, in production too. */
const WITHOUT_CODES = readSettings(SITE, {
  APP_ENV: "test",
  EMAIL_CODE_FOR_NEW_DEVICES: "no",
}).features;

const THIS_FILE = new URL(import.meta.url).pathname;

/** Makes every request for a session fail: a middleware. */
async function failInMiddleware(site: Site, error: unknown) {
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  site.clock.advance(60_000);
  site.services.store.sessions.find = () => Promise.reject(error);
  return await visitor.get(GUARDED_PAGE);
}

/** Makes a handler fail. */
async function failInHandler(site: Site, error: unknown) {
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  site.services.store.activity.listOf = () => Promise.reject(error);
  return await visitor.get("/account/activity");
}

/** Makes a page fail while it is rendered. */
async function failInRendering(site: Site, error: unknown) {
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  site.services.store.activity.listOf = () =>
    Promise.resolve({
      items: [
        new Proxy({}, {
          get() {
            throw error;
          },
        }),
      ],
    } as never);
  return await visitor.get("/account/activity");
}

/** A page without its lines of source, which are from this test. */
function withoutSource(html: string): string {
  return html.replaceAll(/<details[\s\S]*?<\/details>/g, "");
}

const FAILURES = { failInMiddleware, failInHandler, failInRendering };

for (const [name, fail] of Object.entries(FAILURES)) {
  Deno.test(`shows the error's source in development: ${name}`, async () => {
    await using site = await openSite(DEVELOPMENT);
    const response = await fail(site, new Error("a fault")); // the line that is shown
    const html = await response.text();
    assert.equal(response.status, 500);
    assert.match(html, /<b>Error<\/b>: a fault/);
    assert.match(html, /<mark>[^<]*the line that is shown[^<]*<\/mark>/);
    assert.match(
      html,
      /assert\.equal\(response\.status, 500\)/,
      "lines around",
    );
    assert.ok(html.includes(`href="vscode://file${THIS_FILE}:`), "a link");
    assert.ok(html.includes(`title="${THIS_FILE}:`), "the plain path");
  });

  Deno.test(`shows nothing of it in production, not even in a comment: ${name}`, async () => {
    for (const appEnv of ["production", "test"] as const) {
      await using site = await openSite({
        settings: { appEnv, features: WITHOUT_CODES },
      });
      const html = await (await fail(site, new Error("a fault"))).text();
      assert.match(html, sentence(messages.errors.statuses[500].next));
      assert.doesNotMatch(html, /a fault|\.tsx?\b|vscode|dev-error|<!--[^/i]/);
      assert.ok(!html.includes(Deno.cwd()));
    }
  });
}

Deno.test("sends the same policy and status as in production", async () => {
  const answers = [];
  for (const appEnv of ["development", "production"] as const) {
    await using site = await openSite({
      settings: { appEnv, features: WITHOUT_CODES },
    });
    const response = await failInHandler(site, new Error("a fault"));
    await response.body?.cancel();
    const policy = response.headers.get("content-security-policy") ?? "";
    answers.push([
      response.status,
      policy.replaceAll(/'nonce-[^']+'/g, "nonce"),
    ]);
  }
  assert.deepEqual(answers[0], answers[1]);
});

Deno.test("escapes a hostile message and reads only the project's source files", async () => {
  await using site = await openSite(DEVELOPMENT);
  const error = new Error(
    "<script>alert(1)</script>\u202E\u0007\n    at x (file:///etc/passwd:1:1)",
  );
  error.stack += "\n    at y (file:///etc/passwd:1:1)" +
    `\n    at z (file://${Deno.cwd()}/.env.example:1:1)` +
    `\n    at "><b>q (file://${Deno.cwd()}/README.md:1:1)`;
  const html = await (await failInHandler(site, error)).text();
  assert.match(html, /&lt;script>alert\(1\)/);
  assert.doesNotMatch(html, /<script>alert|\p{Bidi_Control}|"><b>q/u);
  assert.ok(!html.includes("\u0007"));
  assert.doesNotMatch(html, /root:|Login for Deno|Settings, read in/);
});

Deno.test("shows nothing of the request and nothing that looks like a secret", async () => {
  await using site = await openSite(DEVELOPMENT);
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const session = visitor.cookies.get("access_token") ?? "";
  const secret = "postgres://ada:hunter2@db/latchkey?token=abcdef";
  const error = new Error(`no way to ${secret} for anna@example.com`);
  site.services.store.users.update = () => Promise.reject(error);
  const response = await visitor.post(
    "/account/name",
    { name: "typed-by-Anna" },
    { "x-mine": "a-header", referer: `${ORIGIN}/account/name?a-query` },
  );
  const html = withoutSource(await response.text());
  assert.equal(response.status, 500);
  assert.match(html, /no way to postgres:\/\/\[secret\]@/);
  for (const word of ["typed-by-Anna", "a-query", "a-header", session]) {
    assert.ok(!html.includes(word), word);
  }
  assert.doesNotMatch(html, /hunter2|abcdef/);
});

Deno.test("names the file that permits a host the site may not connect to", async () => {
  const cause = await fetch("https://api.example.com/rates").catch((error) =>
    error
  );
  assert.ok(cause instanceof Deno.errors.NotCapable);
  for (const error of [cause, new Error("no rates", { cause })]) {
    await using site = await openSite(DEVELOPMENT);
    const html = await (await failInHandler(site, error)).text();
    assert.match(
      html,
      /<p>Add &quot;api\.example\.com:443&quot; to the hosts of a feature in lib\/site\.ts\.<\/p>/,
    );
  }
});

Deno.test("follows causes up to five levels", async () => {
  await using site = await openSite(DEVELOPMENT);
  let error: Error | undefined;
  for (let place = 9; place > 0; place--) {
    error = new Error(String(place), { cause: error });
  }
  const html = await (await failInHandler(site, error)).text();
  const messages = [...html.matchAll(/<b>Error<\/b>: (\d)/g)]
    .map(([, message]) => Number(message));
  assert.deepEqual(messages, [1, 2, 3, 4, 5, 6]);
});

Deno.test("says that a thrown value isn't an Error, without showing it", async () => {
  await using site = await openSite(DEVELOPMENT);
  const error = new Error("x", { cause: { password: "in an object" } });
  const response = await failInHandler(site, error);
  const html = withoutSource(await response.text());
  assert.match(html, /Caused by[\s\S]*A value of type object was thrown/);
  assert.doesNotMatch(html, /in an object/);
});

Deno.test("shows nothing to other machines or to programs", async () => {
  await using site = await openSite(DEVELOPMENT);
  site.services.store.users.byAddressKey = () =>
    Promise.reject(new Error("a fault"));
  const ask = (url: string, headers: HeadersInit = {}) =>
    site.fetch(url, {
      method: "POST",
      body: new URLSearchParams(ANNA),
      headers: { accept: "text/html", ...headers },
    });
  const strangers = [
    ask("http://latchkey.example/auth/login"),
    ask("/auth/login", { "x-forwarded-for": "203.0.113.7" }),
    ask("/auth/login", { accept: "application/json" }),
    ask("/token"),
  ];
  for (const response of await Promise.all(strangers)) {
    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /a fault|\.tsx?:/);
  }
  assert.match(await (await ask("/auth/login")).text(), /a fault/);
});

Deno.test("shows no stack for a client's error", async () => {
  await using site = await openSite(DEVELOPMENT);
  const html = await (await site.visitor().get("/nowhere")).text();
  assert.doesNotMatch(html, /dev-error|\.tsx?:/);
});
