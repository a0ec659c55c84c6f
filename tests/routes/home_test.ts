import assert from "node:assert/strict";
import { GUARDED_PAGE, messages } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";
import { userAt } from "./own_account.ts";

Deno.test("tells strangers that they aren't logged in, and sends no script", async () => {
  await using site = await openSite();
  const response = await site.visitor().get("/");
  const html = await response.text();
  assert.equal(response.status, 200);
  assert.match(html, /<h1>Home page<\/h1>/);
  assert.match(html, /You are NOT logged in :\(/);
  assert.match(html, /href="\/auth\/login"/);
  assert.doesNotMatch(html, /<script/);
});

Deno.test("greets a user by the address as they typed it", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const html = await (await visitor.get("/")).text();
  assert.match(html, /You are logged in :\)/);
  assert.match(html, /Hi <bdi>Anna@example\.com<\/bdi>!/);
  assert.match(html, /href="\/private"/);
  assert.doesNotMatch(html, /NOT logged in/);
});

Deno.test("greets a user by name once one is set, escaped", async () => {
  await using site = await openSite();
  const { id } = await userAt(site, ANNA.username);
  await site.services.store.users.update(id, { name: "<b>Anna" });
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const html = await (await visitor.get("/")).text();
  assert.match(html, /Hi <bdi>&lt;b>Anna<\/bdi>!/);
});

Deno.test("ignores a stranger's request headers other than language", async () => {
  await using site = await openSite();
  const expected = await (await site.fetch("/")).text();
  const sent: HeadersInit[] = [
    { accept: "application/json", "user-agent": "curl/8" },
    { host: "evil.example", "x-forwarded-host": "evil.example" },
    { "x-forwarded-for": "192.0.2.1", "x-forwarded-proto": "https" },
    { origin: "https://evil.example", referer: "https://evil.example/a?b" },
    { range: "bytes=0-9", "if-none-match": "*", "sec-gpc": "1", dnt: "1" },
  ];
  for (const headers of sent) {
    const html = await (await site.fetch("/", { headers })).text();
    assert.equal(html, expected, JSON.stringify(headers));
  }
});

Deno.test("never serves one user's home page to anyone else", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  for (let time = 0; time < 2; time++) {
    const own = await (await visitor.get("/")).text();
    assert.match(own, /Anna@example\.com/);
    const strangers = await (await site.fetch("/")).text();
    assert.match(strangers, /href="\/auth\/login"/);
    assert.doesNotMatch(strangers, /Anna/);
  }
});

Deno.test("forbids caching, since every page depends on the login", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  for (const path of ["/", "/auth/login"]) {
    const response = await visitor.get(path);
    assert.equal(response.headers.get("cache-control"), "no-store", path);
    await response.body?.cancel();
  }
});

Deno.test("shows the site map on every page, matching the login state", async () => {
  await using site = await openSite();
  const stranger = site.visitor();
  for (const path of ["/", "/auth/login", "/nowhere"]) {
    const html = await (await stranger.get(path)).text();
    const { home, login } = messages.site;
    const map = new RegExp(`<nav[^>]*>.*${home}.*${login}.*</nav>`, "s");
    assert.match(html, map, path);
  }
  const anna = site.visitor();
  await anna.logIn(ANNA);
  for (const path of ["/", GUARDED_PAGE, "/auth/logout", "/nowhere"]) {
    const html = await (await anna.get(path)).text();
    const { home, logout } = messages.site;
    const map = new RegExp(
      `<nav[^>]*>.*${home}.*Anna@example\\.com.*<form method="post" action="/auth/logout".*${logout}.*</nav>`,
      "s",
    );
    assert.match(html, map, path);
  }
});

Deno.test("escapes an address that contains markup", async () => {
  await using site = await openSite();
  const mallory = {
    username: '"><script>alert(1)</script>@example.com',
    password: "a long password",
  };
  await site.addUser(mallory.username, mallory.password);
  const visitor = site.visitor();
  await visitor.logIn(mallory);
  const html = await (await visitor.get("/")).text();
  assert.doesNotMatch(html, /<script>alert/);
  assert.match(html, /&lt;script/);
});
