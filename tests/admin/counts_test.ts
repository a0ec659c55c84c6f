/** What features count, on the admin page. */
import assert from "node:assert/strict";
import { defineFeature, defineSite } from "@latchkey/core";
import { fakeProvider, fakeProviders } from "@latchkey/core/testing";
import { SITE } from "../tested_site.ts";
import { visibleText } from "../i18n/sentences.ts";
import { openSite } from "../site.ts";
import { adminOf, PAGE } from "../routes/admin.ts";
import { textOf } from "../routes/own_account.ts";

const WITH_SHELF = defineSite({
  ...SITE,
  features: [
    ...SITE.features,
    fakeProviders(fakeProvider()), // Without a provider, linked logins aren't counted.
    defineFeature({
      name: "shelf",
      queries: () => ({}),
      counts: () => Promise.resolve({ books: 3 }),
    }),
  ],
});

for (const { code, name, messages } of SITE.languages) {
  Deno.test(`${name}: labels the library's counts, and a site's own by their metrics`, async () => {
    await using site = await openSite({ site: WITH_SHELF });
    const admin = await adminOf(site);
    admin.cookies.set("language", code);
    const html = await textOf(admin.get(PAGE));
    assert.match(
      html,
      /<dt lang="en" dir="ltr">shelf\.books<\/dt><dd>3<\/dd>/,
    );
    const names = new Set(SITE.features.map(({ name }) => String(name)));
    const text = visibleText(html);
    for (const [feature, labels] of Object.entries(messages.featureCounts)) {
      if (!names.has(feature)) continue;
      for (const label of Object.values(labels)) {
        assert.ok(text.includes(`${label} 0`), label);
      }
    }
    const raw = [...html.matchAll(/<dt lang="en"/g)];
    assert.equal(raw.length, 1, "a count of the library has no label");
  });
}
