/**
 * Islands in partials, in a real browser.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTests } from "./in_browser.ts";

const pageTest = browserTests("partials");

const go = async (page: Page, name: string) => {
  await page.getByRole("navigation").getByRole("link", { name, exact: true })
    .click();
  await page.getByRole("heading", { name, exact: true }).waitFor();
};
const counters = (page: Page) => page.locator(".counter").allTextContents();

pageTest(
  "islands in a partial wake up, with the scripts they need",
  "/docs",
  async (page, asked) => {
    const isIsland = (url: string) => /\/(?:island-|Counter)/.test(url);
    assert.ok(!asked.some(isIsland));
    await go(page, "One");
    await page.getByRole("button", { name: "1+0", exact: true }).click();
    assert.deepEqual(await counters(page), ["1+1", "10+0"]);
    assert.equal(asked.filter(isIsland).length, 1);
  },
);

browserTests("partials", "/base")(
  "islands in a partial below a base path wake up",
  "/docs",
  async (page) => {
    await go(page, "One");
    await page.getByRole("button", { name: "1+0", exact: true }).click();
    assert.deepEqual(await counters(page), ["1+1", "10+0"]);
  },
);

pageTest(
  "islands that are replaced are removed, with their effects",
  "/docs/one",
  async (page) => {
    await page.getByRole("button", { name: "1+0", exact: true }).click();
    await go(page, "Docs");
    assert.deepEqual(
      await page.evaluate(() =>
        (globalThis as { disposed?: number[] }).disposed
      ),
      [1, 10],
    );
  },
);

pageTest(
  "islands with the same key keep their state, and get the new props",
  "/docs/one",
  async (page) => {
    await page.getByRole("button", { name: "1+0", exact: true }).click();
    await page.getByRole("button", { name: "10+0" }).click();
    await go(page, "Two");
    assert.deepEqual(await counters(page), ["2+0", "20+1"]);
    await page.getByRole("button", { name: "20+1" }).click();
    await page.getByRole("button", { name: "2+0", exact: true }).click();
    assert.deepEqual(await counters(page), ["2+1", "20+2"]);
  },
);

pageTest(
  "islands in the children of an island in a partial wake up",
  "/docs",
  async (page) => {
    await go(page, "Two");
    await page.getByRole("button", { name: "Fold" }).click();
    await page.getByRole("button", { name: "30+0" }).click();
    assert.deepEqual(await counters(page), ["2+0", "20+0", "30+1"]);
    await go(page, "One");
    assert.deepEqual(await counters(page), ["1+0", "10+0"]);
  },
);

pageTest(
  "a missing script makes the browser load the page",
  "/docs",
  async (page) => {
    await page.locator("#loaded").evaluate((each) => each.dataset.kept = "yes");
    await page.route("**/island-*", (route) => route.fulfill({ status: 404 }));
    await go(page, "One");
    assert.equal(await page.locator("#loaded[data-kept=yes]").count(), 0);
  },
);
