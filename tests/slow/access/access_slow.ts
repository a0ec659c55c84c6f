/**
 * Everyone can use every page in every state: with a screen reader, magnified,
 * in the dark, in forced colours, on paper.
 */
import assert from "node:assert/strict";
import pLimit from "p-limit";
import type { Browser, Page } from "playwright-core";
import { axeFindings, darkFindings } from "./axe.ts";
import {
  forcedColourFindings,
  motionFindings,
  paperFindings,
  shiftFindings,
  sizeFindings,
  spacingFindings,
} from "./measurements.ts";
import { isAnnounced, stopFindings, treeFindings } from "./tree.ts";
import { chromiumRunsHere, launchChromium } from "../../browser/chromium.ts";
import { PAGE_GROUPS, PAGES } from "../../browser/pages/pages.ts";
import { type PageState, showPage } from "../../browser/pages/page_state.ts";

/** Pages checked at once: the site and the browser each keep a core busy. */
const AT_ONCE = 3;

/** The names of states that show an error. */
const SHOWS_ERROR = /mistakes|wrong|refused|too-often|taken|common/;

let browser: Browser;
Deno.test.beforeAll(async () => {
  if (chromiumRunsHere) browser = await launchChromium();
});
Deno.test.afterAll(() => browser?.close());

/**
 * Registers a test that checks pages in a language and fails with one line per
 * finding.
 */
function pagesTest(
  name: string,
  { pages, language }: { pages: readonly PageState[]; language: string },
  look: (page: Page, state: PageState) => Promise<string[]>,
): void {
  const findingsOf = (state: PageState) =>
    showPage(browser, state, { language }, async (page, { list }) => {
      const complaints = list.filter((line) => !line.startsWith("status 50"));
      const findings = [...await look(page, state), ...complaints];
      return findings.map((finding) => `${state.name}: ${finding}`);
    });
  Deno.test({
    name,
    ignore: !chromiumRunsHere,
    timeout: 300_000,
    async fn() {
      const looked = await pLimit(AT_ONCE).map(pages, async (state) => {
        const findings = await findingsOf(state);
        // A busy machine may paint a page before its last bytes are parsed: a
        // real problem of the page also occurs the next time.
        return findings.length > 0 ? await findingsOf(state) : [];
      });
      assert.deepEqual(looked.flat(), []);
    },
  });
}

/** Everything that is checked in every state of a page, in one visit. */
async function lookEverywhere(page: Page, state: PageState): Promise<string[]> {
  const { name, frameless, unpictured } = state;
  if (frameless === "mail") return await axeFindings(page, { kind: "mail" });
  return [
    ...await shiftFindings(page),
    ...await axeFindings(page),
    ...frameless ? [] : await treeFindings(page),
    ...SHOWS_ERROR.test(name) && !await isAnnounced(page)
      ? ["the error is not announced"]
      : [],
    ...await darkFindings(page),
    ...await motionFindings(page),
    ...await sizeFindings(page),
    ...await spacingFindings(page),
    ...await forcedColourFindings(page),
    ...await paperFindings(page),
    ...unpictured ? [] : await stopFindings(page),
  ];
}

for (const [group, pages] of Object.entries(PAGE_GROUPS)) {
  pagesTest(
    `${group}: every page in every state meets WCAG 2.2 AA with every Tab stop visible at 400 % zoom (2.4.7 and 2.4.11), without shifts, motion, cut-off text, small targets or errors that aren't announced`,
    { pages, language: "en" },
    lookEverywhere,
  );

  for (const language of ["de", "ar"]) {
    pagesTest(
      `${group}: every page meets the same checks in ${language}`,
      { pages: pages.filter(({ unpictured }) => !unpictured), language },
      async (page, { frameless: kind }) => [
        ...await shiftFindings(page),
        // German has the direction and the colours of English.
        ...await axeFindings(page, { kind, colours: language === "ar" }),
        ...await sizeFindings(page),
      ],
    );
  }
}

pagesTest(
  "every component's development page meets the same checks",
  { pages: PAGES.filter(({ name }) => name === "components"), language: "en" },
  async (page) => {
    const links = page.locator('main a[href^="/dev/components/"]');
    const paths = await links.evaluateAll((all) =>
      all.map((link) => link.getAttribute("href") ?? "")
    );
    const findings: string[] = [];
    for (const path of paths) {
      await page.goto(path);
      findings.push(...await axeFindings(page));
    }
    return paths.length > 0 ? findings : ["there are none"];
  },
);
