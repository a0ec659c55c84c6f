/** The buttons to log in with a provider. */
import assert from "node:assert/strict";
import { testIn } from "../i18n/test_in.ts";
import { SITE } from "../tested_site.ts";
import { providers } from "@latchkey/core/features";
import { fakeProvider } from "@latchkey/core/testing";
import { textOf } from "../routes/own_account.ts";
import { openSite } from "../site.ts";
import {
  BRANDS,
  buttonsAbove,
  withProviders,
} from "../routes/login_provider.ts";

const PAGES = ["/auth/login", "/auth/signup"];

type Options = Parameters<typeof openSite>[0];

/** A page, with its policy and without what is random. */
async function pageOf(path: string, options?: Options) {
  await using site = await openSite(options);
  const response = await site.visitor().get(path);
  const policy = response.headers.get("content-security-policy") ?? "";
  const html = await textOf(response);
  const random = [...policy.matchAll(/'nonce-([^']+)'/g)].map(([, nonce]) =>
    nonce
  );
  const hide = (text: string) =>
    random.reduce((shown, nonce) => shown.replaceAll(nonce, "…"), text);
  return { policy: hide(policy), html: hide(html) };
}

/** Where the forms of a page lead, in its order. */
function actionsIn(html: string): string[] {
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  return [...main.matchAll(/<form[^>]* action="([^"]+)"/g)]
    .map(([, action]) => action).filter((action) => action !== "/auth/passkey");
}

for (const path of PAGES) {
  Deno.test(`${path} is the same without a provider as without the feature`, async () => {
    const features = SITE.features.filter((feature) => feature !== providers);
    assert.deepEqual(
      await pageOf(path),
      await pageOf(path, { site: { ...SITE, features } }),
    );
  });

  Deno.test(`${path} has a form for each provider, below its own or above`, async () => {
    const options = withProviders(...BRANDS);
    const forms = BRANDS.map(({ id }) => `/auth/provider/${id}`);
    const below = await pageOf(path, options);
    assert.deepEqual(actionsIn(below.html), [path, ...forms]);
    for (const { label } of BRANDS) {
      assert.ok(below.html.includes(`Continue with ${label}`), label);
    }
    const above = await pageOf(path, { ...options, settings: buttonsAbove() });
    assert.deepEqual(actionsIn(above.html), [...forms, path]);
  });

  Deno.test(`${path} may send its forms to the providers only`, async () => {
    const other = fakeProvider({ id: "b", origins: ["https://b.example"] });
    const { policy } = await pageOf(path, withProviders(fakeProvider(), other));
    assert.match(
      policy,
      /form-action 'self' https:\/\/fake\.example https:\/\/b\.example;/,
    );
    assert.match((await pageOf(path)).policy, /form-action 'self';/);
  });
}

Deno.test("brings people to where they wanted to go, with their invitation", async () => {
  const options = withProviders(fakeProvider());
  const login = await pageOf("/auth/login?next=/private", options);
  assert.match(
    login.html,
    /<div class="providers">.*name="next" value="\/private"/s,
  );
  assert.doesNotMatch(login.html, /name="invite"/);
});

testIn(
  ["ar", "de"],
  "is the same in other languages for the brands' logos, and translated",
  async () => {
    await using site = await openSite(withProviders(...BRANDS));
    for (
      const [language, text] of [
        ["de", "Weiter mit Google"],
        ["ar", "المتابعة باستخدام Google"],
      ]
    ) {
      const html = await textOf(
        site.visitor().get("/auth/login", { "accept-language": language }),
      );
      assert.ok(html.includes(text), text);
      assert.equal(html.match(/<svg class="logo"/g)?.length, BRANDS.length - 1);
    }
  },
);
