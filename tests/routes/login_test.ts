import assert from "node:assert/strict";
import { createSiteMailer, testServices } from "@latchkey/core/testing";
import type { Services } from "@latchkey/core";
import { GUARDED_PAGE, LOGIN_TO_GUARDED_PAGE, messages } from "../pages.ts";
import { ANNA, BERT, openSite, ORIGIN } from "../site.ts";
import { HAS_LOGIN_LINK } from "../site_features.ts";

/**
 * A field's error message in the HTML, not the same text in the island's props.
 */
function problemText(message: string): RegExp {
  return new RegExp(`class="problem"[^>]*>${message}`);
}

Deno.test("asks for email and password and carries the next path", async () => {
  await using site = await openSite();
  const html = await (await site.visitor().get(LOGIN_TO_GUARDED_PAGE))
    .text();
  const [username] = /<input[^>]*name="username"[^>]*>/.exec(html) ?? [];
  assert.match(
    username ?? "",
    /type="text"[^>]*autocomplete="username webauthn"/,
  );
  assert.match(username ?? "", /inputmode="email"/);
  assert.match(html, /<input[^>]*name="password"[^>]*type="password"/);
  assert.match(html, /<input[^>]*type="checkbox"[^>]*name="remember"/);
  assert.match(
    html,
    new RegExp(
      `<input[^>]*type="hidden"[^>]*name="next"[^>]*value="${GUARDED_PAGE}"`,
    ),
  );
});

Deno.test("sets an HttpOnly cookie on login and redirects to the next path", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const response = await visitor.logIn(ANNA, { next: GUARDED_PAGE });
  assert.equal(response.headers.get("location"), GUARDED_PAGE);
  const [cookie, device, ...more] = response.headers.getSetCookie();
  assert.equal(more.length, 0);
  assert.match(
    device,
    /^device_8000=[\w.-]+; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  assert.match(cookie, /^access_token_8000=/);
  assert.match(cookie, /; HttpOnly/);
  assert.match(cookie, /; SameSite=Lax/);
  assert.match(cookie, /; Path=\//);
  assert.doesNotMatch(cookie, /Max-Age|Expires|Secure/);
});

Deno.test("binds cookies to the host on HTTPS", async () => {
  await using site = await openSite({ settings: { https: true } });
  const response = await site.visitor().logIn(ANNA);
  const [cookie, device] = response.headers.getSetCookie();
  assert.match(cookie, /^__Host-access_token=.*; Secure/);
  assert.match(device, /^__Host-device=.*; Secure/);
});

Deno.test('sets an expiry on the cookie when "Keep me logged in" is checked', async () => {
  await using site = await openSite();
  const response = await site.visitor().logIn(ANNA, { remember: "yes" });
  const [cookie] = response.headers.getSetCookie();
  assert.match(cookie, /; Max-Age=2592000/);
});

Deno.test("ignores case, character width and surrounding spaces in the address", async () => {
  await using site = await openSite();
  for (const username of ["anna@EXAMPLE.com", "  Anna@example.com\t"]) {
    await site.visitor().logIn({ ...ANNA, username });
  }
});

Deno.test("answers 422 to a missing or invalid email and keeps it in the form", async () => {
  await using site = await openSite();
  const { emailRequired, noAddress } = messages.problems;
  for (const username of ["", "   ", "me", "me@", "@x"]) {
    const response = await site.visitor()
      .post("/auth/login", { username, password: "correct horse" });
    const html = await response.text();
    assert.equal(response.status, 422);
    const [said, unsaid] = username.trim() === ""
      ? [emailRequired, noAddress]
      : [noAddress, emailRequired];
    assert.match(html, problemText(said));
    assert.doesNotMatch(html, problemText(unsaid));
    const kept = username === "" ? 'value(="")?' : `value="${username}"`;
    assert.match(html, new RegExp(`name="username"[^>]* ${kept}[ /]`));
    assert.doesNotMatch(html, /correct horse/);
  }
});

Deno.test("answers 422 to a missing password, and treats a short one as wrong for any account", async () => {
  await using site = await openSite();
  for (const username of [ANNA.username, "nobody@example.com"]) {
    const statusWith = async (password: string) => {
      const response = await site.visitor()
        .post("/auth/login", { username, password });
      const html = await response.text();
      const said = problemText("A valid password is required").test(html);
      return [response.status, said];
    };
    assert.deepEqual(await statusWith(""), [422, true]);
    assert.deepEqual(await statusWith("x"), [401, false]);
    assert.deepEqual(await statusWith("abc"), [401, false]);
  }
});

Deno.test("treats a missing field like an empty one", async () => {
  await using site = await openSite();
  const response = await site.visitor().post("/auth/login", {});
  const html = await response.text();
  assert.equal(response.status, 422);
  assert.match(html, /Email is required/);
  assert.match(html, /A valid password is required/);
});

Deno.test("reports a rejected form in the title and focuses the first mistake", async () => {
  await using site = await openSite();
  const begins = async (page: Response) => {
    const html = await page.text();
    const failed = /<title>Error: Login · /.test(html);
    const start = html.match(/(?:name|class)="(\w+)"[^>]* autofocus/)?.[1];
    assert.equal(failed, start !== undefined);
    return start;
  };
  const visitor = site.visitor();
  assert.equal(await begins(await visitor.get("/auth/login")), undefined);
  const refused = { username: ANNA.username, password: "" };
  const page = await visitor.post("/auth/login", refused);
  assert.equal(await begins(page), "password");
  const wrong = { ...ANNA, password: "wrong horse" };
  assert.equal(
    await begins(await visitor.post("/auth/login", wrong)),
    "failure",
  );
});

Deno.test("gives the same answer for a wrong password and an unknown address", async () => {
  await using site = await openSite();
  const pages: string[] = [];
  const attempts = [
    { username: "same@example.com", password: "wrong password" },
    { username: ANNA.username, password: "wrong password" },
  ];
  for (const fields of attempts) {
    const response = await site.visitor().post("/auth/login", fields);
    assert.equal(response.status, 401);
    assert.equal(response.headers.getSetCookie().length, 0);
    const html = await response.text();
    assert.match(html, /Incorrect Email or Password/);
    assert.doesNotMatch(html, /wrong password/);
    pages.push(
      html.replaceAll(fields.username, "ADDRESS")
        .replaceAll(/nonce="[^"]*"/g, ""),
    );
  }
  assert.equal(pages[0], pages[1]);
});

Deno.test("redirects users who are already logged in", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const home = await visitor.get("/auth/login");
  assert.deepEqual([home.status, home.headers.get("location")], [303, "/"]);
  const next = await visitor.get(LOGIN_TO_GUARDED_PAGE);
  assert.equal(next.headers.get("location"), GUARDED_PAGE);
  const away = await visitor.get("/auth/login?next=//evil.example");
  assert.equal(away.headers.get("location"), "/");
});

Deno.test("ends the browser's previous session on a new login", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const [[name, first]] = visitor.cookies;
  await visitor.logIn(BERT);
  const html = await (await visitor.get(GUARDED_PAGE)).text();
  assert.match(html, /bert@example\.com/);

  const thief = site.visitor();
  thief.cookies.set(name, first);
  assert.equal((await thief.get(GUARDED_PAGE)).status, 303);
});

Deno.test("redirects to the home page instead of a foreign address", async () => {
  await using site = await openSite();
  const foreign = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "\t//evil.example",
    "/%2F/evil.example",
    "/%5Cevil.example",
    "%2F%2Fevil.example",
    "private",
    "",
  ];
  for (const next of foreign) {
    const response = await site.visitor().logIn(ANNA, { next });
    const location = response.headers.get("location")!;
    assert.equal(new URL(location, ORIGIN).origin, ORIGIN, next);
    assert.equal(location, "/", JSON.stringify(next));
  }
});

Deno.test("answers 429 to guesses at one account, whether it exists or not", async () => {
  await using site = await openSite();
  for (const username of [ANNA.username, "nobody@example.com"]) {
    const guess = () =>
      site.visitor().post("/auth/login", { username, password: "a guess" });
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 12; attempt++) {
      const response = await guess();
      await response.body?.cancel();
      statuses.push(response.status);
    }
    assert.equal(statuses.filter((status) => status === 401).length, 10);
    assert.equal(statuses.filter((status) => status === 429).length, 2);
    const refused = await guess();
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get("retry-after")) > 0);
    assert.match(await refused.text(), /Too many attempts\. Wait/);
  }
});

Deno.test("keeps the owner's sessions while an attacker locks the account", async () => {
  await using site = await openSite();
  const owner = site.visitor();
  await owner.logIn(ANNA);
  for (let guess = 0; guess < 12; guess++) {
    await site.visitor().post("/auth/login", {
      username: ANNA.username,
      password: "a guess",
    });
  }
  assert.equal((await owner.get(GUARDED_PAGE)).status, 200);
});

Deno.test("lets the owner log in again in a known browser while an attacker locks the account", async () => {
  await using site = await openSite();
  const owner = site.visitor();
  await owner.logIn(ANNA);
  await owner.post("/auth/logout", {});
  const attacker = site.visitor();
  for (let guess = 0; guess < 30; guess++) {
    await attacker.post("/auth/login", { ...ANNA, password: "a guess" });
  }
  const elsewhere = await site.visitor().post("/auth/login", ANNA);
  assert.equal(elsewhere.status, 429);
  await owner.logIn(ANNA);
});

Deno.test("shows other login methods below the form when there are any", async () => {
  const linksOn = async (
    settings: Partial<Services["settings"]>,
    mail?: Services["mail"],
  ) => {
    await using site = await openSite({ settings, mail });
    const html = await (await site.visitor().get(LOGIN_TO_GUARDED_PAGE))
      .text();
    return [...html.matchAll(/<main.*<\/main>/gs)].flatMap(([main]) =>
      [...main.matchAll(/href="(\/auth\/[^"]+)"/g)].map(([, href]) => href)
    );
  };
  const byEmail = [
    "/auth/recover",
    ...HAS_LOGIN_LINK
      ? [`/auth/link?next=${encodeURIComponent(GUARDED_PAGE)}`]
      : [],
  ];
  const silent = createSiteMailer(await testServices(), null);
  assert.deepEqual(await linksOn({ signUp: "open" }), [
    ...byEmail,
    `/auth/signup?next=${encodeURIComponent(GUARDED_PAGE)}`,
  ]);
  assert.deepEqual(await linksOn({ signUp: "closed" }), byEmail);
  assert.deepEqual(await linksOn({ signUp: "closed" }, silent), []);
});

Deno.test("lets the owner log in again once the wait is over", async () => {
  await using site = await openSite();
  const guess = (password: string) =>
    site.visitor().post("/auth/login", { username: ANNA.username, password });
  for (let attempt = 0; attempt < 10; attempt++) await guess("a guess");
  const refused = await guess(ANNA.password);
  assert.equal(refused.status, 429);
  site.clock.advance(Number(refused.headers.get("retry-after")) * 1000);
  assert.equal((await guess(ANNA.password)).status, 303);
});

Deno.test("rejects a cross-site login", async () => {
  await using site = await openSite();
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    { origin: "https://evil.example", "sec-fetch-site": "same-site" },
    { origin: "null", "sec-fetch-site": "cross-site" },
  ];
  for (const headers of foreign) {
    const response = await site.visitor().post("/auth/login", ANNA, headers);
    assert.equal(response.status, 403);
    assert.equal(response.headers.getSetCookie().length, 0);
  }
});

Deno.test("shows the demo users in development only", async () => {
  await using test = await openSite();
  await using development = await openSite({
    settings: { appEnv: "development" },
  });
  await using production = await openSite({
    settings: { appEnv: "production" },
  });
  for (const site of [test, production]) {
    const html = await (await site.visitor().get("/auth/login")).text();
    assert.doesNotMatch(html, /user1@gmail\.com/);
  }
  const html = await (await development.visitor().get("/auth/login")).text();
  assert.match(html, /user1@gmail\.com.*user2@gmail\.com.*12345/s);
});
