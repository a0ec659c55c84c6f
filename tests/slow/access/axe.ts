/**
 * What axe-core finds wrong with a page.
 *
 * @module
 */
import axe, { type RunOptions } from "axe-core";
import type { Page } from "playwright-core";

/** WCAG 2.0 to 2.2, levels A and AA. */
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What depends on colours. */
const COLOURS = {
  type: "rule" as const,
  values: ["color-contrast", "link-in-text-block"],
};

/** It would fetch the styles once more, which the policy forbids. */
const COMMON = { resultTypes: ["violations"], preload: false } as const;

/**
 * Runs every rule and gives a line for each finding.
 *
 * @param kind A mail is no page: what is good practice for those, such as landmarks, a
 * mail program around it has.
 */
export async function axeFindings(
  page: Page,
  kind: "page" | "mail" = "page",
): Promise<string[]> {
  const practice = kind === "page" ? ["best-practice"] : [];
  return await run(page, { runOnly: [...WCAG, ...practice] });
}

/** Runs the rules about colours with the page in the dark. */
export async function darkFindings(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "dark" });
  await settled(page);
  const findings = await run(page, { runOnly: COLOURS });
  await page.emulateMedia({ colorScheme: "light" });
  await settled(page);
  return findings.map((finding) => `in the dark ${finding}`);
}

/** Waits for colours on their way to others. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished))
  );
}

async function run(page: Page, options: RunOptions): Promise<string[]> {
  // By the inspector, which the content security policy does not concern.
  await page.evaluate(`globalThis.axe ?? (() => {${axe.source}})()`);
  const violations = await page.evaluate(async (options) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    return (await axe.run(document, options)).violations;
  }, { ...COMMON, ...options } as RunOptions);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) =>
      `${id}: ${html.slice(0, 200)} ${failureSummary}`
    )
  );
}
