/** The login journey by keyboard only. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { site as SITE } from "../../lib/site.ts";
import { GUARDED_HEADING, messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import { focused } from "./inspector.ts";
import { heading, loggedInAs, loggedOut, siteMap } from "./person.ts";

/**
 * Presses Tab until the element with this name has the focus, and returns all
 * names passed.
 */
async function tabTo(page: Page, name: string): Promise<string[]> {
  const passed: string[] = [];
  while (passed.length < 20) {
    await page.keyboard.press("Tab");
    passed.push((await focused(page)).name);
    if (passed.at(-1) === name) return passed;
  }
  throw new Error(`Tab never came to "${name}", only to ${passed.join(", ")}`);
}

for (const script of ["on", "off"] as const) {
  browserTest(
    `logs in, opens a guarded page and logs out by keyboard, script ${script}`,
    { script },
    async ({ page }) => {
      await page.goto("/");
      const links = await siteMap(page).getByRole("link").allInnerTexts();
      const { skip, login } = messages.site;
      assert.deepEqual(await tabTo(page, login), [
        skip,
        SITE.name,
        ...links.slice(0, links.indexOf(login) + 1),
      ]);
      await page.keyboard.press("Enter");
      await heading(page, messages.login.title);

      await tabTo(page, messages.login.form.email);
      await page.keyboard.type(ANNA.username);
      await page.keyboard.press("Tab");
      assert.equal((await focused(page)).name, messages.login.form.password);
      await page.keyboard.type(ANNA.password);
      await tabTo(page, messages.login.form.remember);
      await page.keyboard.press("Space");
      await page.keyboard.press("Tab");
      assert.deepEqual((await focused(page)).name, messages.login.form.send);
      await page.keyboard.press("Enter");
      await loggedInAs(page, ANNA.username);

      await tabTo(page, ANNA.username);
      await page.keyboard.press("Enter");
      await heading(page, GUARDED_HEADING);
      await tabTo(page, messages.site.logout);
      await page.keyboard.press("Space");
      await loggedOut(page);
    },
  );
}

browserTest(
  "the first Tab offers to skip to the content, and the focus is visible",
  async ({ page }) => {
    await page.goto("/auth/login");
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: messages.site.skip });
    const box = await skip.boundingBox();
    assert.ok(
      box && box.width > 20 && box.height > 10,
      "the link stays hidden",
    );
    const outline = await skip.evaluate((link) =>
      getComputedStyle(link).outlineStyle
    );
    assert.notEqual(outline, "none");
    await page.keyboard.press("Enter");
    assert.equal(new URL(page.url()).hash, "#main");
    await page.keyboard.press("Tab");
    assert.equal((await focused(page)).name, messages.login.form.email);
  },
);
