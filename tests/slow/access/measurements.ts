/**
 * Measurements of a page: targets, width, layout shifts, motion, print.
 *
 * @module
 */
import type { Page } from "playwright-core";

/** A window of 1280 by 1024 at 400 % (WCAG 2.2, 1.4.10). */
const ZOOMED = { width: 320, height: 256 };

const WIDE = { width: 1280, height: 800 };

/** The text spacing that users may set, by 1.4.12. */
const SPACED =
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }";

/**
 * One line for each element that is too small or too wide, in a wide window and
 * at 400 %.
 */
export async function sizeFindings(page: Page): Promise<string[]> {
  const findings = await smallTargets(page);
  await page.setViewportSize(ZOOMED);
  findings.push(...await smallTargets(page), ...await tooWide(page));
  await page.setViewportSize(WIDE);
  return findings;
}

/** A layout shift as the browser reports it. */
interface Shift {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node: Node | null }[];
}

/** Layout shifts without user input since the page started to load. */
export async function shiftFindings(page: Page): Promise<string[]> {
  return await page.evaluate(() =>
    new Promise<string[]>((resolve) => {
      const found: string[] = [];
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { value, hadRecentInput, sources } = entry as unknown as Shift;
          const moved = sources.map(({ node }) =>
            node instanceof Element ? node.outerHTML : node?.textContent
          );
          if (!hadRecentInput) found.push(`by ${value} shifts ${moved}`);
        }
      });
      observer.observe({ type: "layout-shift", buffered: true });
      requestAnimationFrame(() =>
        setTimeout(() => {
          observer.disconnect();
          resolve(found);
        })
      );
    })
  );
}

/**
 * Targets below 24 by 24 CSS pixels (2.5.8), except links within a sentence. A
 * label belongs to its input.
 */
async function smallTargets(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const areas = (element: Element) => {
      const labels = element instanceof HTMLInputElement
        ? [...element.labels ?? []]
        : [];
      return [element, ...labels].map((part) => part.getBoundingClientRect());
    };
    const isInSentence = (element: Element) =>
      element.matches("p a, li a, dd a, pre a") &&
      [...element.parentElement!.childNodes].some((node) =>
        node instanceof Text && node.data.trim().length > 1
      );
    const targets = document.querySelectorAll<HTMLElement>(
      "a[href], button, input:not([type=hidden]), select, textarea, summary",
    );
    const found: string[] = [];
    for (const target of targets) {
      target.focus({ preventScroll: true }); // Some exist only then.
      if (!target.checkVisibility() || isInSentence(target)) continue;
      const sizes = areas(target);
      const isLarge = sizes.some(({ width, height }) =>
        width >= 24 && height >= 24
      );
      if (isLarge) continue;
      const [{ width, height }] = sizes;
      found.push(
        `at ${innerWidth} pixels a target has ${width} by ${height}: ${target.outerHTML}`,
      );
    }
    return found;
  });
}

/** Whether it scrolls horizontally. */
async function tooWide(page: Page, how = ""): Promise<string[]> {
  const { scroll, window } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  return scroll <= window
    ? []
    : [`it takes ${scroll} pixels of ${window}${how}`];
}

/**
 * Text cut off or too wide with larger line, word and letter spacing (1.4.12).
 */
export async function spacingFindings(page: Page): Promise<string[]> {
  await page.setViewportSize(ZOOMED);
  const cut = await page.evaluate((rules) => {
    const isCut = (element: Element) => {
      const { overflowX, overflowY, clipPath } = getComputedStyle(element);
      return overflowX !== "visible" && overflowY !== "visible" &&
        clipPath === "none" && // Visually hidden elements are for screen readers.
        element.scrollHeight > element.clientHeight + 1;
    };
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets.push(sheet);
    return [...document.querySelectorAll("body *:not(input)")]
      .filter((element) => element.checkVisibility() && isCut(element))
      .map(({ outerHTML }) => `spaced out, it is cut off: ${outerHTML}`);
  }, SPACED);
  const wide = await tooWide(page, ", spaced out");
  await page.evaluate(() => void document.adoptedStyleSheets.pop());
  await page.setViewportSize(WIDE);
  return [...cut, ...wide];
}

/** Controls without a border in forced colours, which remove backgrounds. */
export async function forcedColourFindings(page: Page): Promise<string[]> {
  await page.emulateMedia({ forcedColors: "active" });
  const found = await page.evaluate(() =>
    [...document.querySelectorAll("main button, main .button, main input")]
      .filter((control) => {
        const { borderTopWidth, borderTopStyle } = getComputedStyle(control);
        const hasEdge = borderTopWidth !== "0px" && borderTopStyle !== "none";
        return control.checkVisibility() && !hasEdge &&
          control.getAttribute("type") !== "checkbox" &&
          !control.closest(".box")?.querySelector("input ~ *"); // Within a field.
      })
      .map(({ outerHTML }) => `in forced colours it has no edge: ${outerHTML}`)
  );
  await page.emulateMedia({ forcedColors: "none" });
  return found;
}

/** Animations that run although the user prefers reduced motion. */
export async function motionFindings(page: Page): Promise<string[]> {
  return await page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((element) => {
        const { animationName, transitionDuration } = getComputedStyle(element);
        return animationName !== "none" ||
          parseFloat(transitionDuration) > 0.01;
      })
      .map(({ outerHTML }) => `it moves all the same: ${outerHTML}`)
  );
}

/**
 * Printed text is dark and includes the heading, whatever the screen's colours.
 */
export async function paperFindings(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const { light, heading } = await page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d")!;
    const main = document.querySelector("main") ?? document.body;
    canvas.fillStyle = getComputedStyle(main).color;
    canvas.fillRect(0, 0, 1, 1);
    return {
      light: Math.max(...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)),
      heading: document.querySelector("h1")?.checkVisibility(),
    };
  });
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
  return [
    ...light < 128 ? [] : [`on paper its words are as light as ${light}`],
    ...heading ? [] : ["on paper it has no heading"],
  ];
}
