/** Logging out, with a provider at which people may stay logged in. */
import assert from "node:assert/strict";
import { ProviderError } from "@latchkey/core";
import { fakeProvider } from "@latchkey/core/testing";
import { textOf } from "../routes/own_account.ts";
import { comeBack, withProviders } from "../routes/login_provider.ts";
import { ANNA, openSite, ORIGIN } from "../site.ts";

const THERE = "https://fake.example/logout?to=";

const withLogout = () =>
  fakeProvider({
    logoutUrl: ({ returnTo }) =>
      Promise.resolve(new URL(THERE + encodeURIComponent(returnTo))),
  });

Deno.test("links to the provider's logout after a login there", async () => {
  const provider = withLogout();
  await using site = await openSite(withProviders(provider));
  const visitor = site.visitor();
  await (await comeBack({ provider }, visitor)).body?.cancel();
  assert.equal((await visitor.get("/auth/provider/logged-out")).status, 303);
  const out = await visitor.post("/auth/logout", {});
  assert.equal(out.headers.get("location"), "/auth/provider/logged-out");
  assert.ok(!visitor.cookies.has("access_token"));
  const html = await textOf(visitor.get("/auth/provider/logged-out"));
  assert.match(html, /You may still be logged in at Fake/);
  const url = THERE + encodeURIComponent(`${ORIGIN}/`);
  assert.ok(html.includes(`href="${url}"`), html);
});

Deno.test("leads to the home page after other logins", async () => {
  for (const provider of [withLogout(), fakeProvider()]) {
    await using site = await openSite(withProviders(provider));
    const anna = site.visitor();
    await anna.logIn(ANNA);
    const out = await anna.post("/auth/logout", {});
    assert.equal(out.headers.get("location"), "/");
  }
});

Deno.test("leads to the home page when the provider can't be asked", async () => {
  const provider = fakeProvider({
    logoutUrl: () => Promise.reject(new ProviderError("down", "timeout")),
  });
  await using site = await openSite(withProviders(provider));
  const visitor = site.visitor();
  await (await comeBack({ provider }, visitor)).body?.cancel();
  await visitor.post("/auth/logout", {});
  const page = await visitor.get("/auth/provider/logged-out");
  assert.equal(page.status, 303);
  assert.equal(page.headers.get("location"), "/");
});
