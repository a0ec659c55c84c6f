/** Logging in and signing up with a provider. */
import assert from "node:assert/strict";
import { statusOf, textOf } from "../routes/own_account.ts";
import { begin, comeBack, openFakeSite } from "../routes/login_provider.ts";
import { ANNA, codeIn, openSite } from "../site.ts";

const ADA = "ada@example.com";

function locationOf({ headers }: Response): string | null {
  return headers.get("location");
}

Deno.test("creates an account with the first login, and opens it with the next", async () => {
  await using site = await openFakeSite();
  const names: string[] = [];
  for (const browser of [site.visitor(), site.visitor()]) {
    const response = await comeBack(site, browser, { next: "/private" });
    assert.equal(response.status, 303);
    assert.equal(locationOf(response), "/private");
    names.push(await textOf(browser.get("/account")));
  }
  for (const html of names) assert.match(html, /ada@example\.com/);
  const { items } = await site.services.store.users.list({ limit: 9 });
  assert.equal(items.length, 3);
});

Deno.test("keeps people logged in who ask for it", async () => {
  await using site = await openFakeSite();
  for (const [remember, lasts] of [["yes", 30 * 24], ["", 12]] as const) {
    const visitor = site.visitor();
    const response = await comeBack(site, visitor, { remember });
    const cookie = response.headers.getSetCookie()
      .find((line) => line.startsWith("access_token"));
    assert.ok(cookie);
    assert.equal(/Max-Age/.test(cookie), remember === "yes", `${lasts}`);
  }
});

Deno.test("leads somewhere else only within the site", async () => {
  await using site = await openFakeSite();
  const next = "https://evil.example/";
  const response = await comeBack(site, site.visitor(), { next });
  assert.equal(locationOf(response), "/");
});

Deno.test("goes on after the back button, without an error", async () => {
  await using site = await openFakeSite();
  const visitor = site.visitor();
  const callback = await begin(site, visitor, { next: "/private" });
  assert.equal(locationOf(await visitor.get(callback)), "/private");
  const again = await visitor.get(callback);
  assert.equal(again.status, 303);
  assert.equal(locationOf(again), "/private");
});

Deno.test("reloading or bookmarking the start leads to the login page", async () => {
  await using site = await openFakeSite();
  const response = await site.visitor().get(
    "/auth/provider/fake?next=%2Fprivate",
  );
  assert.equal(response.status, 303);
  assert.equal(locationOf(response), "/auth/login?next=%2Fprivate");
});

Deno.test("has no route for a provider that isn't configured", async () => {
  await using site = await openFakeSite();
  const visitor = site.visitor();
  for (
    const answer of [
      await visitor.post("/auth/provider/google", {}),
      await visitor.get("/auth/provider/google/callback?code=a&state=b"),
      await visitor.post("/auth/provider/google/callback", { code: "a" }),
      await visitor.post("/auth/provider/fake/callback", { code: "a" }),
    ]
  ) {
    assert.equal(answer.status, 404);
    await answer.body?.cancel();
  }
});

Deno.test("has no page of providers while none is configured", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  for (
    const path of ["google", "google/callback", "sign-up", "link", "logged-out"]
  ) {
    const at = `/auth/provider/${path}`;
    assert.equal(await statusOf(visitor.get(at)), 404, at);
    assert.equal(await statusOf(visitor.post(at, {})), 404, at);
  }
});

Deno.test("asks for an address that the provider doesn't vouch for, and confirms it by email", async () => {
  for (
    const identity of [{ address: null }, { addressVerified: false }]
  ) {
    await using site = await openFakeSite();
    site.provider.answer(identity);
    const visitor = site.visitor();
    const response = await comeBack(site, visitor, { next: "/private" });
    assert.equal(locationOf(response), "/auth/provider/sign-up");
    const form = await textOf(visitor.get("/auth/provider/sign-up"));
    assert.match(form, /<h1>Finish signing up<\/h1>/);
    assert.match(form, /name="name"[^>]* value="Ada Lovelace"/);
    assert.doesNotMatch(form, /type="password"/);
    const mailed = await visitor.post("/auth/provider/sign-up", {
      address: ADA,
      name: "Ada",
    });
    assert.equal(mailed.status, 200);
    assert.match(await textOf(mailed), /Check your email/);
    assert.ok(!visitor.cookies.has("access_token"));
    const code = codeIn(await site.mailTo(ADA));
    const confirmed = await visitor.post("/auth/verify", {
      address: ADA,
      code,
    });
    assert.equal(confirmed.status, 303);
    assert.equal(locationOf(confirmed), "/private");
    assert.ok(visitor.cookies.has("access_token"));
    const next = await comeBack(site, site.visitor());
    assert.equal(locationOf(next), "/");
  }
});

Deno.test("the sign-up page is the same for an address that has an account", async () => {
  await using site = await openFakeSite();
  site.provider.answer({ address: null });
  const pages: string[] = [];
  for (const address of [ADA, ANNA.username]) {
    const visitor = site.visitor();
    await (await comeBack(site, visitor)).body?.cancel();
    const sent = await visitor.post("/auth/provider/sign-up", { address });
    assert.equal(sent.status, 200);
    pages.push((await textOf(sent)).replaceAll(address, "…"));
  }
  const [free, taken] = pages.map((html) =>
    html.slice(html.indexOf("<main"), html.indexOf("</main>"))
  );
  assert.equal(free, taken);
});

Deno.test("shows the sign-up form again with what is wrong, and in another language", async () => {
  await using site = await openFakeSite();
  site.provider.answer({ address: null });
  const visitor = site.visitor();
  await (await comeBack(site, visitor)).body?.cancel();
  const path = "/auth/provider/sign-up";
  const wrong = await visitor.post(path, { address: "ada", name: "Ada B." });
  assert.equal(wrong.status, 422);
  const html = await textOf(wrong);
  assert.match(html, /<title>Error: Finish signing up/);
  assert.match(html, /value="ada"/);
  assert.match(html, /value="Ada B\."/);
});

Deno.test("starts again when no identity waits", async () => {
  await using site = await openFakeSite();
  const visitor = site.visitor();
  const path = "/auth/provider/sign-up";
  assert.equal(locationOf(await visitor.get(path)), "/auth/signup");
  const sent = await visitor.post(path, { address: ADA });
  assert.equal(locationOf(sent), "/auth/signup");
});

Deno.test("holds to the rules of sign-up", async () => {
  for (
    const [signUp, title] of [
      ["closed", "Sign-up is closed"],
      ["invite", "Sign-up is by invitation only"],
    ] as const
  ) {
    await using site = await openFakeSite({ settings: { signUp } });
    const response = await comeBack(site, site.visitor());
    assert.equal(response.status, 403);
    assert.match(await textOf(response), new RegExp(`<h1>${title}</h1>`));
  }
});
