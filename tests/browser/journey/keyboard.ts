/**
 * By keyboard only, checking the focus at each Tab stop.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import type { Controls } from "./controls.ts";

/** More stops than any page has. */
const MOST_STOPS = 60;

/** Tab to reach a control, Enter for links, Space for the rest, and typing. */
export const KEYBOARD: Controls = {
  async press(page, { within, role, name }) {
    const part = within ? page.getByRole(within).first() : page;
    await tabTo(page, part.getByRole(role, { name, exact: true }));
    await page.keyboard.press(role === "link" ? "Enter" : "Space");
  },
  async type(page, label, text) {
    await tabTo(page, page.getByLabel(label, { exact: true }));
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(text);
  },
};

/**
 * Presses Tab until `target` has the focus; fails at a stop that isn't visible.
 */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press("Tab");
    const problem = await page.evaluate(unseenFocus);
    assert.equal(problem, null, `${page.url()}: ${problem}`);
    if (await target.evaluate((it) => it === document.activeElement)) return;
  }
  throw new Error(`Tab never comes to ${target} on ${page.url()}`);
}

/**
 * Why the focus isn't visible, in words (WCAG 2.2, 2.4.7 and 2.4.11), or null.
 * Runs in the page.
 */
export function unseenFocus(): string | null {
  const element = document.activeElement;
  // After the last stop the focus leaves the page and returns to the first.
  if (!element || element === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 1) {
    return `nothing shows the focus at ${element.outerHTML}`;
  }
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const above = document.elementFromPoint(x, y);
  const isSeen = above !== null &&
    (element.contains(above) || above.contains(element));
  return isSeen ? null : `the focus is out of sight at ${element.outerHTML}`;
}
