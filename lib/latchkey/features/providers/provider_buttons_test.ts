/** Buttons that lead to providers, and the policy of their pages. */
import assert from "node:assert/strict";
import { defineSite } from "../../feature.ts";
import { fakeSite } from "../../testing/providers/fake_site.ts";
import { providerApp } from "../../testing/providers/provider_app.ts";
import { testServices } from "../../testing/services.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { providers } from "./feature.ts";

Deno.test("a page with buttons may send forms to the providers", async () => {
  await using app = await fakeSite();
  const policyOf = async (path: string) => {
    const response = await app.browser().send(path);
    const policy = response.headers.get("content-security-policy") ?? "";
    return [/form-action [^;]+/.exec(policy)?.[0], await response.text()];
  };
  assert.deepEqual(await policyOf("/page"), ["form-action 'self'", ""]);
  const [formAction, buttons] = await policyOf("/buttons");
  assert.equal(formAction, "form-action 'self' https://fake.example");
  assert.deepEqual(JSON.parse(buttons ?? ""), {
    position: "below",
    buttons: [{ id: "fake", label: "Fake" }],
  });
});

Deno.test("without providers, pages and their policy stay as they are", async () => {
  for (const features of [[], [providers]]) {
    const site = defineSite({ ...TEST_SITE, features });
    await using services = await testServices({ site });
    const browser = providerApp(services)();
    const policyOf = async (path: string) =>
      (await browser.send(path)).headers.get("content-security-policy")
        ?.replace(/nonce-[^']+/g, "nonce");
    assert.equal(await policyOf("/buttons"), await policyOf("/page"));
    assert.equal(
      (await browser.send("/auth/provider/google/callback")).status,
      404,
    );
  }
});
