/** Answers by a form of the provider's page, and the sizes of redirects. */
import assert from "node:assert/strict";
import { defineSite } from "../../feature.ts";
import {
  fakeProvider,
  fakeProviders,
} from "../../testing/providers/fake_provider.ts";
import { fakeSite } from "../../testing/providers/fake_site.ts";
import { providerApp } from "../../testing/providers/provider_app.ts";
import { testServices } from "../../testing/services.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { providers } from "./feature.ts";

Deno.test("a form's answer needs its own cookie, and continues with a GET", async () => {
  await using app = await fakeSite({ answersBy: "form_post" });
  const browser = app.browser();
  const location = await browser.begin("fake");
  const url = new URL(app.fake.callback(location));
  const post = (body: URLSearchParams, cookie?: string) =>
    browser.send(url.pathname, {
      method: "POST",
      body,
      headers: {
        origin: "https://fake.example",
        "sec-fetch-site": "cross-site",
        ...cookie === undefined ? {} : { cookie },
      },
    });
  const user = '{"name":{"firstName":"Ada"}}';
  const form = new URLSearchParams([...url.searchParams, ["user", user]]);
  // A link instead of the form.
  assert.equal((await browser.answer(url.href)).problem, "invalid");
  const none = await post(form, "other=1");
  assert.equal((await none.json()).problem, "expired");
  const other = await post(new URLSearchParams({ code: "x", state: "y" }));
  assert.equal((await other.json()).problem, "invalid");
  // A browser sends no Lax cookies with a form of another site.
  const name = "provider_post_8000";
  const relayed = await post(form, `${name}=${browser.cookies.get(name)}`);
  assert.equal(relayed.status, 303);
  const next = relayed.headers.get("location") ?? "";
  assert.doesNotMatch(next, /a-code|Ada/);
  assert.match(
    relayed.headers.get("set-cookie") ?? "",
    /^provider_post_8000=;.*SameSite=None/i,
  );
  const { identity } = await browser.answer(next);
  assert.ok(identity);
  assert.equal((await browser.answer(next)).problem, "used");
  assert.equal((await app.browser().answer(next)).problem, "expired");
});

Deno.test("only providers that answer by a form may send one", async () => {
  await using app = await fakeSite();
  const response = await app.browser().send("/auth/provider/fake/callback", {
    method: "POST",
    body: new URLSearchParams({ code: "x", state: "y" }),
    headers: { origin: "https://fake.example", "sec-fetch-site": "cross-site" },
  });
  assert.equal(response.status, 403);
});

Deno.test("a redirect fits into 4 KB with the longest path, address and invitation", async () => {
  const publicUrl = new URL("https://a.rather.long.name.latchkey.example");
  const fake = fakeProvider({
    answersBy: "form_post",
    // deno-lint-ignore require-await -- It rejects, as others do.
    async begin(
      { loginHint: _, now: _now, again: _again, scopes: _more, ...request },
    ) {
      const url = new URL("https://login.a-provider.example/oauth2/authorize");
      const hint = `${"a".repeat(64)}@${"b".repeat(63)}.${
        "c".repeat(63)
      }.example`;
      url.search = String(
        new URLSearchParams({
          ...request,
          client_id: "424911365001-0123456789abcdef.apps.example.com",
          response_type: "code",
          scope: "openid email profile offline_access",
          code_challenge_method: "S256",
          response_mode: "form_post",
          login_hint: hint,
        }),
      );
      return url;
    },
  });
  const features = [providers, fakeProviders(fake)];
  const site = defineSite({ ...TEST_SITE, features });
  await using services = await testServices({
    site,
    settings: { https: true, publicUrl },
  });
  const browser = providerApp(services)();
  const response = await browser.send("/auth/provider/fake", {
    method: "POST",
    body: new URLSearchParams({
      next: `/${"a".repeat(999)}`,
      invite: "a".repeat(43),
    }),
    headers: { origin: publicUrl.origin, "sec-fetch-site": "same-origin" },
  });
  assert.equal(response.status, 303);
  assert.match(
    response.headers.get("set-cookie") ?? "",
    /^__Host-provider_flow=[\w-]{22}; Max-Age=600; .*HttpOnly; Secure; SameSite=Lax, __Host-provider_post=[\da-f]{64}; .*Secure; SameSite=None/,
  );
  const lines = [...response.headers].map((pair) => pair.join(": ") + "\r\n");
  assert.ok(lines.join("").length < 3_900, `${lines.join("").length} bytes`);
  const { searchParams } = new URL(response.headers.get("location") ?? "");
  const relayed = await browser.send("/auth/provider/fake/callback", {
    method: "POST",
    body: new URLSearchParams({
      state: searchParams.get("state") ?? "",
      code: "c".repeat(300),
      user: "u".repeat(600),
    }),
    headers: { origin: "https://fake.example", "sec-fetch-site": "cross-site" },
  });
  assert.equal(relayed.status, 303);
  const more = [...relayed.headers].map((pair) => pair.join(": ") + "\r\n");
  assert.ok(more.join("").length < 3_900, `${more.join("").length} bytes`);
});
