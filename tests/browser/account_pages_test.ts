/** Changing and leaving the account in a browser, with and without script. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { format } from "@latchkey/core/i18n";
import { messages } from "../pages.ts";
import { userAt } from "../routes/own_account.ts";
import { ANNA, linkIn, secureAccountLinkIn } from "../site.ts";
import { HAS_ADMIN } from "../site_features.ts";
import { browserTest } from "./browser.ts";
import {
  heading,
  loggedIn,
  loggedOut,
  logIn,
  readJson,
  shows,
  siteMap,
  submitLogin,
} from "./person.ts";

const MINUTE = 60_000;
const NEW = "anna@new.example";

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).click();
}

async function enterPassword(page: Page, password = ANNA.password) {
  await page.getByLabel(messages.ownPassword.label, { exact: true }).fill(
    password,
  );
}

for (const script of ["on", "off"] as const) {
  browserTest(
    `changes a name, script ${script}`,
    { script },
    async ({ page }) => {
      await logIn(page, ANNA);
      await siteMap(page).getByRole("link", { name: ANNA.username }).click();
      await page.getByRole("link", { name: messages.account.rows.name.action })
        .click();
      await page.getByRole("textbox", { name: messages.name.label }).fill(
        "Anna Karenina",
      );
      await press(page, messages.name.send);
      await page.getByText(messages.account.notices.name_changed).waitFor();
      await siteMap(page).getByRole("link", { name: "Anna Karenina" })
        .waitFor();
    },
  );

  browserTest(
    `changes an address after asking for the password again, and undoes the change, script ${script}`,
    { script },
    async ({ page, site }) => {
      await logIn(page, ANNA);
      await page.goto("/account/address");
      const field = page.getByRole("textbox", {
        name: messages.newAddress.label,
      });
      await field.fill("nonsense");
      await press(page, messages.newAddress.send);
      await page.getByText(messages.problems.noAddress).waitFor();
      await field.fill(NEW);
      site.clock.advance(11 * MINUTE);
      await press(page, messages.newAddress.send);

      await heading(page, messages.stepUp.title);
      const focused = page.locator(":focus");
      assert.equal(await focused.getAttribute("type"), "password");
      await enterPassword(page, "a guess");
      await press(page, messages.stepUp.send);
      await page.getByText(messages.problems.ownPasswordWrong).waitFor();
      await enterPassword(page);
      await press(page, messages.stepUp.send);
      await page.getByText(format(messages.newAddress.sent, { address: NEW }))
        .waitFor();

      await page.goto(linkIn(await site.mailTo(NEW)));
      await press(page, format(messages.newAddressLink.use, { address: NEW }));
      await heading(page, messages.account.title);
      await shows(page, messages.account.notices.address_changed, NEW);

      await page.goto(secureAccountLinkIn(await site.mailTo(ANNA.username)));
      await heading(page, messages.secureAccount.title);
      await shows(page, ANNA.username);
      await press(page, messages.secureAccount.send);
      await page.waitForURL(/\/auth\/recover\/new/);
      await loggedOut(page);
      assert.equal((await userAt(site, ANNA.username)).address, ANNA.username);
    },
  );

  browserTest(
    `deletes an account, and restores it by logging in, script ${script}`,
    { script },
    async ({ page, site }) => {
      await logIn(page, ANNA);
      await page.goto("/account");
      await page.getByRole("link", {
        name: messages.account.rows.deletion.action,
      })
        .click();
      await enterPassword(page);
      await press(page, messages.deletion.send);
      await heading(page, messages.deletion.goodbye);
      await shows(page, "15 Jan 2030");
      await page.getByRole("main").getByRole("link", {
        name: messages.deletion.logIn,
      })
        .click();
      await submitLogin(page, ANNA);
      await loggedIn(page);
      assert.equal((await userAt(site, ANNA.username)).deleteAfter, null);
      await page.goto("/account/activity");
      const { deletion_asked, deletion_cancelled } = messages.activity.kinds;
      await shows(page, deletion_asked, deletion_cancelled);
    },
  );

  browserTest(
    `downloads the export as a file, script ${script}`,
    { script },
    async ({ page }) => {
      await logIn(page, ANNA);
      await page.goto("/account/export");
      const coming = page.waitForEvent("download");
      await press(page, messages.export.send);
      const file = await coming;
      assert.match(file.suggestedFilename(), /^(?:.+-)?account\.json$/);
      const held = await readJson(file);
      assert.equal(held.account.address, ANNA.username);
    },
  );
}

browserTest(
  "the site map takes at most two lines in a narrow window",
  { width: 320 },
  async ({ page, site }) => {
    const lines = async () => {
      const links = await siteMap(page).locator("a, button").all();
      const boxes = await Promise.all(links.map((link) => link.boundingBox()));
      const middles = boxes.map((box) => box ? box.y + box.height / 2 : NaN);
      return new Set(middles.map((middle) => Math.round(middle / 10))).size;
    };
    await page.goto("/");
    assert.ok(await lines() <= 2);
    await logIn(page, ANNA);
    assert.ok(await lines() <= 2);
    const { id } = await userAt(site, ANNA.username);
    await site.services.store.users.update(id, {
      roles: ["admin"],
      name: "Anna Arkadyevna Karenina of Saint Petersburg",
    });
    await page.reload();
    assert.ok(await lines() <= 2);
    const link = siteMap(page)
      .getByRole("link", { name: messages.site.admin });
    assert.equal(await link.isVisible(), HAS_ADMIN);
  },
);
