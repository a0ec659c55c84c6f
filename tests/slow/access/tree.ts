/**
 * A page's accessibility tree, and its Tab order.
 *
 * @module
 */
import type { Page } from "playwright-core";
import { unseenFocus } from "../../browser/journey/keyboard.ts";
import {
  listen,
  problemsIn,
} from "../../browser/journey/accessibility_tree.ts";

/** More stops than any page has. */
const MOST_STOPS = 300;

/**
 * Problems for someone who only hears the page, and errors that aren't
 * announced.
 */
export async function treeFindings(page: Page): Promise<string[]> {
  const heard = await listen(page);
  const unannounced = heard.filter(({ invalid, description }) =>
    invalid && description === ""
  );
  return [
    ...problemsIn(heard),
    ...unannounced.map(({ name }) => `the error of "${name}" is not announced`),
  ];
}

/** Errors on a page are announced: by an alert or by a described field. */
export async function isAnnounced(page: Page): Promise<boolean> {
  const heard = await listen(page);
  const alerts = await page.getByRole("alert").allInnerTexts();
  return alerts.some((text) => text.trim() !== "") ||
    heard.some(({ invalid, description }) => invalid && description !== "");
}

/**
 * Visits all Tab stops in a window at 400 %; returns one line for each whose
 * focus isn't visible.
 */
export async function stopFindings(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 256 });
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) {
      document.activeElement.blur();
    }
  });
  const found: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press("Tab");
    const problem = await page.evaluate(unseenFocus);
    if (problem !== null) found.push(problem);
    const isOver = await page.evaluate(() =>
      document.activeElement === document.body
    );
    if (isOver) return found;
  }
  return [...found, `Tab makes more than ${MOST_STOPS} stops`];
}
