/**
 * Screenshots: taken the same way on every machine, and compared with saved
 * ones.
 *
 * @module
 */
import { decode, encode } from "fast-png";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import pixelmatch from "pixelmatch";
import type { Browser, Page } from "playwright-core";
import { PAGES } from "./pages/pages.ts";
import { type PageState, showPage } from "./pages/page_state.ts";

/** Where they are saved. */
export const PICTURES = fileURLToPath(new URL("screenshots/", import.meta.url));

/** All states of pages that have screenshots. */
export const PICTURED = PAGES.filter(({ unpictured }) => !unpictured);

/** In CSS pixels: a small phone, a tablet, a laptop. */
const WIDTHS = [320, 768, 1280];
const HEIGHT = 800;
const THEMES = ["light", "dark"] as const;

/**
 * Shades of red, green and blue each: a screenshot takes 15 KB with these, 90
 * KB with all.
 */
const SHADES = 16;

/**
 * How much two colours may differ and still count as the same, from 0 to 1:
 * more than one of {@linkcode SHADES}.
 */
const COLOUR_TOLERANCE = 0.1;

/**
 * The share of a screenshot that may differ, not counting the edges of letters:
 * half of a short word in a narrow window.
 */
const MOST_DIFFERING = 0.0005;

/** An image with a palette. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** The palette index of each pixel, row by row. */
  readonly pixels: Uint8Array;
  /** Red, green and blue of each colour, from 0 to 255. */
  readonly palette: readonly (readonly number[])[];
}

/** The files of a state's screenshots. */
export function filesOf({ name }: PageState): string[] {
  return WIDTHS.flatMap((width) =>
    THEMES.map((theme) => `${name}-${width}-${theme}.png`)
  );
}

/** Takes the screenshots of a state, in the order of {@linkcode filesOf}. */
export async function takePictures(
  browser: Browser,
  state: PageState,
): Promise<Picture[]> {
  return await showPage(browser, state, { height: HEIGHT }, async (page) => {
    if (state.random) await blank(page, state.random);
    const pictures: Picture[] = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT });
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        const picture = await page.screenshot({
          fullPage: true,
          animations: "disabled",
          caret: "hide",
        });
        pictures.push(withFewColours(picture));
      }
    }
    return pictures;
  });
}

/** A screenshot as a PNG file. */
export function toFile({ pixels: data, palette, ...size }: Picture) {
  const numbers = palette.map((colour) => [...colour]);
  const image = { ...size, data, channels: 1, palette: numbers } as const;
  return encode(image, { zlib: { level: 9 } });
}

/** How a file and a screenshot differ, in words, or null if they match. */
export function difference(kept: Uint8Array, taken: Picture): string | null {
  const { data, palette = [], ...before } = decode(kept);
  const { width, height } = taken;
  if (before.width !== width || before.height !== height) {
    return `it was ${before.width} by ${before.height} pixels and is ${width} by ${height}`;
  }
  const isSame = isDeepStrictEqual(palette, taken.palette) &&
    taken.pixels.every((colour, pixel) => colour === data[pixel]);
  if (isSame) return null;
  const count = pixelmatch(
    inColours(data, palette),
    inColours(taken.pixels, taken.palette),
    undefined,
    width,
    height,
    { threshold: COLOUR_TOLERANCE },
  );
  return count <= MOST_DIFFERING * width * height
    ? null
    : `${count} pixels are not what they were`;
}

/** Replaces text that changes each time with a constant. */
async function blank(page: Page, selector: string): Promise<void> {
  await page.locator(selector).evaluateAll((elements) => {
    for (const element of elements) element.textContent = "random";
  });
}

/**
 * Reduces an image to a palette: the most frequent colour replaces all that
 * share its {@linkcode SHADES}.
 */
function withFewColours(png: Uint8Array): Picture {
  const { data, width, height, channels } = decode(png);
  const pixels = new Uint8Array(width * height);
  const numbers = new Map<number, number>(); // By shades.
  const counts: Map<number, number>[] = []; // Of colours, by index.
  const seen = new Map<number, number>(); // Palette indexes.
  for (let pixel = 0, at = 0; pixel < pixels.length; pixel++, at += channels) {
    const colour = data[at] << 16 | data[at + 1] << 8 | data[at + 2];
    let number = seen.get(colour);
    if (number === undefined) {
      const shades = shadesOf(colour);
      number = numbers.get(shades) ?? numbers.size;
      numbers.set(shades, number);
      seen.set(colour, number);
    }
    const count = counts[number] ??= new Map();
    count.set(colour, (count.get(colour) ?? 0) + 1);
    pixels[pixel] = number;
  }
  if (numbers.size > 256) {
    throw new Error(`A palette has 256 colours; the page has ${numbers.size}`);
  }
  return { width, height, pixels, palette: counts.map(mostFrequent) };
}

/** Red, green and blue, reduced to {@linkcode SHADES} steps. */
function shadesOf(colour: number): number {
  return rgb(colour).reduce(
    (shades, value) => shades * SHADES + Math.round(value / 255 * (SHADES - 1)),
    0,
  );
}

function mostFrequent(counts: Map<number, number>): number[] {
  const [[colour]] = [...counts].sort(([, one], [, other]) => other - one);
  return rgb(colour);
}

function rgb(colour: number): number[] {
  return [colour >> 16, colour >> 8 & 255, colour & 255];
}

/** Pixels without a palette: four bytes each. */
function inColours(pixels: ArrayLike<number>, palette: Picture["palette"]) {
  const colours = new Uint8Array(pixels.length * 4).fill(255);
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    colours.set(palette[pixels[pixel]], pixel * 4);
  }
  return colours;
}
