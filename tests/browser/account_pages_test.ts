/** A person changes and leaves the account, in a browser, with and without script. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { userAt } from "../routes/own_account.ts";
import { ANNA, linkIn, notMeLinkIn } from "../site.ts";
import { browserTest } from "./browser.ts";
import { heading, shows, signIn, siteMap, submitLogin } from "./person.ts";

const MINUTE = 60_000;
const NEW = "anna@new.example";

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).click();
}

async function enterPassword(page: Page, password = ANNA.password) {
  await page.getByLabel("Password", { exact: true }).fill(password);
}

for (const script of ["on", "off"] as const) {
  browserTest(
    `a name is changed, script ${script}`,
    { script },
    async ({ page }) => {
      await signIn(page, ANNA);
      await siteMap(page).getByRole("link", { name: ANNA.username }).click();
      await page.getByRole("link", { name: "Change name" }).click();
      await page.getByRole("textbox", { name: "Name" }).fill("Anna Karenina");
      await press(page, "Change name");
      await page.getByText("Your name is changed.").waitFor();
      await siteMap(page).getByRole("link", { name: "Anna Karenina" })
        .waitFor();
    },
  );

  browserTest(
    `an address is changed after the password was asked for again, and the change is undone, script ${script}`,
    { script },
    async ({ page, site }) => {
      await signIn(page, ANNA);
      await page.goto("/account/address");
      const field = page.getByRole("textbox", { name: "New email" });
      await field.fill("nonsense");
      await press(page, "Send the mail");
      await page.getByText("That is no email address").waitFor();
      await field.fill(NEW);
      site.clock.advance(11 * MINUTE);
      await press(page, "Send the mail");

      await heading(page, "Enter your password to go on");
      const focused = page.locator(":focus");
      assert.equal(await focused.getAttribute("type"), "password");
      await enterPassword(page, "a guess");
      await press(page, "Go on");
      await page.getByText("That is not your password").waitFor();
      await enterPassword(page);
      await press(page, "Go on");
      await page.getByText(`We have sent a mail to ${NEW}`).waitFor();

      await page.goto(linkIn(await site.mailTo(NEW)));
      await press(page, `Use ${NEW}`);
      await heading(page, "Your account");
      await shows(page, "Your address is changed", NEW);

      await page.goto(notMeLinkIn(await site.mailTo(ANNA.username)));
      await heading(page, "This wasn't me");
      await shows(page, ANNA.username);
      await press(page, "Take my account back");
      await page.waitForURL(/\/auth\/recover\/new/);
      await siteMap(page).getByRole("link", { name: "Login" }).waitFor();
      assert.equal((await userAt(site, ANNA.username)).address, ANNA.username);
    },
  );

  browserTest(
    `an account is deleted, and kept by signing in, script ${script}`,
    { script },
    async ({ page, site }) => {
      await signIn(page, ANNA);
      await page.goto("/account");
      await page.getByRole("link", { name: "Delete account" }).click();
      await enterPassword(page);
      await press(page, "Delete my account");
      await heading(page, "Goodbye");
      await shows(page, "15 Jan 2030");
      await page.getByRole("main").getByRole("link", { name: "Sign in" })
        .click();
      await submitLogin(page, ANNA);
      await heading(page, "Home page");
      assert.equal((await userAt(site, ANNA.username)).deleteAfter, null);
      await page.goto("/account/activity");
      await shows(page, "Deleting the account was asked for", "was kept");
    },
  );

  browserTest(
    `the export comes as a file, script ${script}`,
    { script },
    async ({ page }) => {
      await signIn(page, ANNA);
      await page.goto("/account/export");
      const coming = page.waitForEvent("download");
      await press(page, "Download the file");
      const file = await coming;
      assert.equal(file.suggestedFilename(), "latchkey-account.json");
      const held = JSON.parse(await Deno.readTextFile(await file.path()));
      assert.equal(held.account.address, ANNA.username);
    },
  );
}

browserTest(
  "in a narrow window the way around the site takes two lines at most",
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
    await signIn(page, ANNA);
    assert.ok(await lines() <= 2);
    const { id } = await userAt(site, ANNA.username);
    await site.services.store.users.update(id, {
      roles: ["admin"],
      name: "Anna Arkadyevna Karenina of Saint Petersburg",
    });
    await page.reload();
    assert.ok(await lines() <= 2);
    assert.ok(
      await siteMap(page).getByRole("link", { name: "Admin" }).isVisible(),
    );
  },
);
