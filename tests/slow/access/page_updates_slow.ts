/** A page that replaces another without a reload is as accessible as one that was loaded. */
import assert from "node:assert/strict";
import { axeFindings } from "./axe.ts";
import { treeFindings } from "./tree.ts";
import { browserTest } from "../../browser/browser.ts";
import { logIn } from "../../browser/person.ts";
import { ANNA } from "../../site.ts";

browserTest(
  "pages in the place of the account meet WCAG 2.2 AA",
  async ({ page }) => {
    await logIn(page, ANNA);
    for (const part of ["activity", "name", "sessions", "export"]) {
      await page.goto("/account");
      await page.evaluate(() => document.documentElement.dataset.kept = "yes");
      await page.locator(`main a[href="/account/${part}"]`).press("Enter");
      await page.locator("h1:focus, :focus[autofocus]").waitFor();
      assert.equal(await page.locator("html[data-kept]").count(), 1);
      assert.deepEqual(await axeFindings(page), [], part);
      assert.deepEqual(await treeFindings(page), [], part);
    }
  },
);
