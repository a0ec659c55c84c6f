/**
 * What axe-core finds on a page.
 *
 * @module
 */
import axe, { type RunOptions } from "axe-core";
import type { Page } from "playwright-core";

/** WCAG 2.0 to 2.2, levels A and AA. */
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Rules that depend on colours. */
const COLOURS = {
  type: "rule" as const,
  values: ["color-contrast", "link-in-text-block"],
};

/** It would fetch the styles again, which the policy forbids. */
const COMMON = { resultTypes: ["violations"], preload: false } as const;

/** What {@linkcode axeFindings} looks at. */
interface Kind {
  /**
   * An email isn't a page: best practices for pages, such as landmarks, are up
   * to the mail client.
   */
  readonly kind?: "page" | "mail";
  /** Whether to run the rules that depend on colours, the slowest ones. */
  readonly colours?: boolean;
}

/** Runs every rule and returns one line per finding. */
export async function axeFindings(
  page: Page,
  { kind = "page", colours = true }: Kind = {},
): Promise<string[]> {
  const practice = kind === "page" ? ["best-practice"] : [];
  const rules = COLOURS.values.map((rule) => [rule, { enabled: colours }]);
  return await run(page, {
    runOnly: [...WCAG, ...practice],
    rules: Object.fromEntries(rules),
  });
}

/** Runs the colour rules in dark mode. */
export async function darkFindings(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "dark" });
  await settled(page);
  const findings = await run(page, { runOnly: COLOURS });
  await page.emulateMedia({ colorScheme: "light" });
  await settled(page);
  return findings.map((finding) => `in the dark ${finding}`);
}

/** Waits for colour transitions to finish. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished))
  );
}

async function run(page: Page, options: RunOptions): Promise<string[]> {
  // Through the debugger, which the content security policy doesn't restrict.
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
