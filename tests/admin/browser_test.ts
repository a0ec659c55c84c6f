/** The admin page in a browser, without script and in a narrow window. */
import assert from "node:assert/strict";
import { format } from "@latchkey/core/i18n";
import { addUser, hasOwnFresh } from "@latchkey/core/testing";
import { messages } from "../pages.ts";
import { ANNA, BERT, type Site } from "../site.ts";
import { browserTest } from "../browser/browser.ts";
import { heading, logIn, siteMap } from "../browser/person.ts";

const LONG = `${"long.address.".repeat(8)}x@example.com`.slice(-90);

const { actions, notices } = messages.admin;
const { dark } = messages.site.themes;

async function makeAdmin({ services }: Site) {
  const { users } = services.store;
  const anna = await users.byAddressKey(ANNA.username.toLowerCase());
  assert.ok(anna);
  await users.update(anna.id, { roles: ["admin"] });
  const name = "N".repeat(80);
  await addUser(services, {
    address: LONG,
    name,
    passwordHash: "",
    verified: false,
  });
}

for (const script of ["on", "off"] as const) {
  browserTest(
    `an admin finds, disables and enables an account, with script ${script}`,
    { script },
    async ({ page, site }) => {
      await makeAdmin(site);
      await logIn(page, ANNA);
      await siteMap(page).getByRole("link", { name: messages.site.admin })
        .click();
      await heading(page, messages.admin.title);
      await page.getByRole("searchbox").fill("bert");
      await page.getByRole("searchbox").press("Enter");
      await page.waitForURL("**/admin/users?q=bert");
      const item = page.getByRole("listitem");
      await item.getByRole("heading", { name: BERT.username }).waitFor();
      assert.equal(await item.count(), 1);
      await page.getByRole("button", {
        name: format(actions.disable.whole, { address: BERT.username }),
      }).click();
      const status = page.getByRole("status");
      await status.getByText(notices.disable).waitFor();
      assert.equal(await page.getByRole("searchbox").inputValue(), "bert");
      await page.getByRole("button", {
        name: format(actions.enable.whole, { address: BERT.username }),
      }).click();
      await status.getByText(notices.enable).waitFor();
      await page.reload(); // Only reloads the page: the change was answered with a redirect.
      await heading(page, messages.admin.title);
    },
  );
}

browserTest(
  "asks for the password after ten minutes and then disables the account",
  async ({ page, site }) => {
    await makeAdmin(site);
    await logIn(page, ANNA);
    await page.goto("/admin/users?q=bert");
    site.clock.advance(11 * 60_000);
    const address = BERT.username;
    await page.getByRole("button", {
      name: format(actions.disable.whole, { address }),
    }).click();
    await heading(page, messages.stepUp.title);
    await page.getByLabel(messages.ownPassword.label).fill(ANNA.password);
    await page.getByRole("button", { name: messages.stepUp.send }).click();
    await page.getByRole("status").getByText(notices.disable).waitFor();
  },
);

browserTest(
  "the list fits a narrow window with the longest address",
  { width: 320 },
  async ({ page, site }) => {
    await makeAdmin(site);
    await logIn(page, ANNA);
    await page.goto("/admin/users");
    await heading(page, messages.admin.title);
    const width = await page.evaluate(() =>
      document.documentElement.scrollWidth
    );
    assert.ok(width <= 320, `${width} pixels`);
  },
);

// Fresh itself resets the fields of a partial, and loads the results of a search as a page.
if (hasOwnFresh()) {
  browserTest(
    "keeps a half-typed search",
    async ({ page, site }) => {
      await makeAdmin(site);
      await logIn(page, ANNA);
      await page.goto("/admin/users?q=anna");
      const search = page.getByRole("searchbox");
      await search.fill("ber");
      await page.getByRole("button", { name: dark, exact: true }).click();
      await page.getByRole("button", { name: dark, exact: true, pressed: true })
        .waitFor();
      await page.waitForLoadState("domcontentloaded");
      assert.equal(await search.inputValue(), "ber");
    },
  );

  browserTest(
    "a search updates the page without reloading it, and shows progress",
    async ({ page, site }) => {
      await makeAdmin(site);
      await logIn(page, ANNA);
      await page.goto("/admin/users");
      await page.evaluate(() => document.body.dataset.kept = "yes");
      const kept = page.locator("body[data-kept=yes]");
      let release = () => {};
      const held = new Promise<void>((done) => release = done);
      await page.route("**/admin/users?q=bert&*", async (route) => {
        await held;
        await route.continue();
      });
      const search = page.getByRole("searchbox");
      await search.fill("bert");
      await search.press("Enter");
      await page.getByRole("progressbar").waitFor();
      release();
      const item = page.getByRole("listitem");
      await page.waitForURL("**/admin/users?q=bert");
      await item.getByRole("heading", { name: BERT.username }).waitFor();
      assert.equal(await item.count(), 1);
      assert.equal(await page.getByRole("progressbar").count(), 0);
      assert.equal(await search.inputValue(), "bert");
      const title = await page.title();
      await page.getByRole("status").getByText(title, { exact: true })
        .waitFor();
      assert.equal(
        await page.evaluate(() => document.activeElement?.id),
        "q",
      );

      await page.getByRole("button", { name: dark, exact: true }).focus();
      assert.equal(
        await page.locator("footer [name=back]").inputValue(),
        "/admin/users?q=bert",
      );
      await page.goBack();
      await item.getByRole("heading", { name: ANNA.username }).waitFor();
      assert.equal(await kept.count(), 1);

      site.clock.advance(365 * 24 * 60 * 60_000);
      await search.fill("anna");
      await search.press("Enter");
      await heading(page, messages.login.title);
      assert.equal(await kept.count(), 0, "the login is a page of its own");
    },
  );
}
