/**
 * Pictures of pages: taken alike on every machine, and held against those that are kept.
 *
 * @module
 */
import { decode, encode } from "fast-png";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import type { Browser, Page } from "playwright-core";
import { PAGES } from "./pages/pages.ts";
import { type PageState, putOn } from "./pages/stage.ts";

/** Where they are kept. */
export const PICTURES = fileURLToPath(new URL("screenshots/", import.meta.url));

/** All states of pages that have pictures. */
export const PICTURED = PAGES.filter(({ unpictured }) => !unpictured);

/** In CSS pixels: a small phone, a tablet, a desk. */
const WIDTHS = [320, 768, 1280];
const HEIGHT = 800;
const THEMES = ["light", "dark"] as const;

/** Shades of each of red, green and blue: a picture of a page takes 15 KB with these, 90 KB with all. */
const SHADES = 16;

/** How far two colours may be apart and still count as the same, from 0 to 1: further than one of {@linkcode SHADES}. */
const COLOUR_TOLERANCE = 0.1;

/** Which part of a picture may differ, edges of letters not counted: half of a short word in a narrow window. */
const MOST_DIFFERING = 0.0005;

/** The files of a state's pictures. */
export function filesOf({ name }: PageState): string[] {
  return WIDTHS.flatMap((width) =>
    THEMES.map((theme) => `${name}-${width}-${theme}.png`)
  );
}

/** Takes the pictures of a state, in the order of {@linkcode filesOf}: PNG with a palette. */
export async function takePictures(
  browser: Browser,
  state: PageState,
): Promise<Uint8Array[]> {
  return await putOn(browser, state, { height: HEIGHT }, async (page) => {
    if (state.random) await blank(page, state.random);
    const pictures: Uint8Array[] = [];
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

/** In what two pictures differ, in words; null when they may pass for the same. */
export function difference(kept: Uint8Array, taken: Uint8Array): string | null {
  const [before, after] = [inColours(kept), inColours(taken)];
  const { width, height } = after;
  if (before.width !== width || before.height !== height) {
    return `it was ${before.width} by ${before.height} pixels and is ${width} by ${height}`;
  }
  const options = { threshold: COLOUR_TOLERANCE };
  const { data } = after;
  const count = pixelmatch(
    before.data,
    data,
    undefined,
    width,
    height,
    options,
  );
  return count <= MOST_DIFFERING * width * height
    ? null
    : `${count} pixels are not what they were`;
}

/** Puts the same text wherever it is another each time. */
async function blank(page: Page, selector: string): Promise<void> {
  await page.locator(selector).evaluateAll((elements) => {
    for (const element of elements) element.textContent = "random";
  });
}

/** The same with a palette: of colours that share their {@linkcode SHADES} the most frequent stands for all. */
function withFewColours(picture: Uint8Array): Uint8Array {
  const { data, width, height, channels } = decode(picture);
  const indexes = new Map<number, number>();
  const counts: Map<number, number>[] = [];
  const pixels = new Uint8Array(width * height);
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    const [red, green, blue] = data.subarray(pixel * channels);
    const shade = shadeOf(red) << 8 | shadeOf(green) << 4 | shadeOf(blue);
    const index = indexes.get(shade) ?? indexes.size;
    indexes.set(shade, index);
    const colour = red << 16 | green << 8 | blue;
    const count = counts[index] ??= new Map();
    count.set(colour, (count.get(colour) ?? 0) + 1);
    pixels[pixel] = index;
  }
  if (indexes.size > 256) {
    throw new Error(`A palette has 256 colours; the page has ${indexes.size}`);
  }
  const palette = counts.map((count) => {
    const [[colour]] = [...count].sort(([, one], [, other]) => other - one);
    return [colour >> 16, colour >> 8 & 255, colour & 255];
  });
  const zlib = { level: 9 } as const;
  return encode({ data: pixels, width, height, channels: 1, palette }, {
    zlib,
  });
}

function shadeOf(value: number): number {
  return Math.round(value / 255 * (SHADES - 1));
}

/** A picture without its palette: four bytes a pixel. */
function inColours(picture: Uint8Array) {
  const { data, width, height, palette } = decode(picture);
  if (!palette) throw new Error("the picture has no palette");
  const colours = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    colours.set(palette[data[pixel]], pixel * 4);
  }
  return { data: colours, width, height };
}
