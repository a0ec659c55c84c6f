/**
 * Nothing moves while a page loads (Cumulative Layout Shift 0), nor when its
 * islands are hydrated.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest } from "../browser/browser.ts";
import { logIn } from "../browser/person.ts";
import { ANNA } from "../site.ts";
import { until } from "@latchkey/core/testing";

/** A browser's report of a shift (the Layout Instability API). */
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
}

/** The total shift on the page so far, with or without input. */
function shift(page: Page): Promise<number> {
  return page.evaluate(() =>
    new Promise<number>((resolve) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          sum += (entry as LayoutShift).value;
        }
      }).observe({ type: "layout-shift", buffered: true });
      // Buffered entries arrive in a separate task, and frames may still be
      // pending.
      setTimeout(() => resolve(sum), 250);
    })
  );
}

browserTest(
  "nothing moves while a page loads in a narrow window",
  { width: 320 },
  async ({ page }) => {
    for (const path of ["/", "/auth/login", "/auth/signup", "/nowhere"]) {
      await page.goto(path);
      assert.equal(await shift(page), 0, path);
    }
    await logIn(page, ANNA);
    for (const path of ["/account", "/account/sessions", "/account/password"]) {
      await page.goto(path);
      assert.equal(await shift(page), 0, path);
    }
  },
);

browserTest("detects a shift", async ({ page }) => {
  await page.goto("/");
  await page.evaluate(() => {
    document.querySelector("main")!.prepend(document.createElement("pre"));
    document.querySelector("pre")!.textContent = "\n".repeat(20);
  });
  await until(async () => await shift(page) > 0);
});
