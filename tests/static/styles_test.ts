/**
 * The style sheet: small, self-contained, for both writing directions, readable
 * in both themes.
 */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { PAPER } from "../../components/Identity.tsx";

/** The maximum compressed size of the style sheet, in bytes. */
const MAX_GZIPPED = 10 * 1024;

const sheet = await Deno.readTextFile(
  new URL("../../static/styles.css", import.meta.url),
);

/** The colours of both themes, by name. */
const COLOURS = new Map(
  [...sheet.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)]
    .map(([, name, light, dark]) => [name, { light, dark }]),
);

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) =>
    a - b
  );
  return (light + 0.05) / (dark + 0.05);
}

/** One colour over another, as `color-mix()` with `transparent` gives it. */
function over(colour: string, share: number, below: string): string {
  const parts = [1, 3, 5].map((at) => {
    const [top, bottom] = [colour, below]
      .map((each) => parseInt(each.slice(at, at + 2), 16));
    return Math.round(top * share + bottom * (1 - share));
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

Deno.test("weighs at most 10 KB gzipped", () => {
  const size = gzipSync(sheet).byteLength;
  assert.ok(size <= MAX_GZIPPED, `${size} bytes`);
});

Deno.test("loads nothing from elsewhere", () => {
  assert.doesNotMatch(sheet, /url\(|@import|@font-face/);
});

Deno.test("uses no left or right, so that Arabic is mirrored", () => {
  const rules = sheet.replaceAll(/\/\*[\s\S]*?\*\//g, "");
  const physical =
    /(?:^|[\s{;])(?:(?:margin|padding|border|scroll-margin)-(?:left|right|top|bottom)|left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:/;
  assert.doesNotMatch(rules.replaceAll(/\([^()]*\)/g, ""), physical);
  assert.doesNotMatch(rules, /(?:text-align|float|clear): (?:left|right)/);
});

Deno.test("every rule is in a layer, except those that no layer can contain", () => {
  const outside = sheet.replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/@layer [\w, ]+;/g, "")
    .replaceAll(/@layer \w+ \{[\s\S]*?\n\}/g, "");
  assert.match(outside.trim(), /^@media [^{]*\{[\s\S]*\}$/);
  assert.match(outside, /@view-transition/);
});

Deno.test("all text has the contrast of WCAG 2.2 AA, light and dark", () => {
  for (const theme of ["light", "dark"] as const) {
    const colour = (name: string) => {
      const found = COLOURS.get(name);
      assert.ok(found, `there is no --${name}`);
      return found[theme];
    };
    const grounds = ["paper", "card", "glow"].map(colour);
    const washed = grounds.flatMap((ground) =>
      ["brand", "wrong"].map((name) => over(colour(name), 0.1, ground))
    );
    for (const name of ["ink", "quiet", "brand"]) {
      for (const ground of [...grounds, ...washed]) {
        const ratio = contrast(colour(name), ground);
        assert.ok(ratio >= 4.5, `${theme}: ${name} on ${ground}: ${ratio}`);
      }
    }
    for (const ground of grounds) {
      const failure = over(colour("wrong"), 0.1, ground);
      assert.ok(contrast(colour("wrong"), failure) >= 4.5, `${theme} failure`);
      // The border of a field (1.4.11).
      assert.ok(contrast(colour("line"), ground) >= 3, `${theme} line`);
    }
    for (const name of ["brand", "wrong"]) {
      const ratio = contrast(colour("on-brand"), colour(name));
      assert.ok(ratio >= 4.5, `${theme}: on a button of ${name}: ${ratio}`);
    }
  }
});

Deno.test("the browser's interface has the page's colour", () => {
  assert.deepEqual(PAPER, COLOURS.get("paper"));
});

Deno.test("nothing moves with reduced motion", () => {
  const still = sheet.replaceAll(
    /@media \(prefers-reduced-motion: no-preference\) \{[\s\S]*?\n(?: {2})?\}\n/g,
    "",
  );
  assert.doesNotMatch(
    still,
    /transition:|animation:|@view-transition|@keyframes/,
  );
});
