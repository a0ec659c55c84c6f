/** How an admin resets second factors in a browser, without script and in a narrow window. */
import assert from "node:assert/strict";
import { format } from "@latchkey/core/i18n";
import { browserTest } from "../browser/browser.ts";
import { heading, logIn } from "../browser/person.ts";
import { messages } from "../pages.ts";
import { userOf } from "../routes/admin.ts";
import { ANNA, BERT, type Site } from "../site.ts";
import { HAS_ADMIN } from "../site_features.ts";
import { setUpApp, WITH_APP } from "./authenticator.ts";

const { userFactors, stepUp, ownPassword } = messages;
const title = format(userFactors.title, { address: BERT.username });

/** Makes Anna an admin, and gives Bert an app. */
async function prepare(site: Site): Promise<void> {
  const { id } = await userOf(site, ANNA);
  await site.services.store.users.update(id, { roles: ["admin"] });
  await setUpApp(site, (await userOf(site, BERT)).id);
}

for (const script of HAS_ADMIN ? ["on", "off"] as const : []) {
  browserTest(
    `an admin proves who they are and resets the second factors of an account, with script ${script}`,
    { script, services: WITH_APP },
    async ({ page, site }) => {
      await prepare(site);
      await logIn(page, ANNA);
      await page.goto("/admin/users?q=bert");
      await page.getByRole("link", { name: title }).click();
      await heading(page, title);
      const item = page.getByRole("main").getByRole("listitem");
      await item.getByText("Phone").waitFor();
      site.clock.advance(11 * 60_000);
      const reason = page.getByRole("textbox", { name: userFactors.reason });
      await reason.fill("Lost his phone, called us back");
      await page.getByRole("button", { name: userFactors.send }).click();
      await heading(page, stepUp.title);
      await page.getByLabel(ownPassword.label).fill(ANNA.password);
      await page.getByRole("button", { name: stepUp.send }).click();
      await page.getByRole("status").getByText(userFactors.done).waitFor();
      assert.equal(await page.getByRole("link", { name: title }).count(), 0);
    },
  );
}

if (HAS_ADMIN) {
  browserTest(
    "the page with an account's second factors fits a narrow window",
    { width: 320, services: WITH_APP },
    async ({ page, site }) => {
      await prepare(site);
      const { id } = await userOf(site, BERT);
      await logIn(page, ANNA);
      await page.goto(`/admin/users/factors?user=${id}`);
      await heading(page, title);
      const width = await page.evaluate(() =>
        document.documentElement.scrollWidth
      );
      assert.ok(width <= 320, `${width} pixels`);
    },
  );
}
