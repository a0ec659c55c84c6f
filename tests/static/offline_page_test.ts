/** The page that a proxy shows while the site doesn't answer. */
import assert from "node:assert/strict";
import { languageOf } from "@latchkey/core/i18n";
import { site as SITE } from "../../lib/site.ts";

const read = (path: string) =>
  Deno.readTextFile(new URL(`../../${path}`, import.meta.url));

Deno.test("needs nothing from the unavailable site", async () => {
  const html = await read("docs/proxy/offline.html");
  assert.doesNotMatch(html, /<script|<link|<img|url\(|@import/);
  const links = [...html.matchAll(/(?:href|src|action)="([^"]*)"/g)];
  assert.deepEqual([...new Set(links.map(([, address]) => address))], [""]);
});

Deno.test("sets the direction of each of its languages", async () => {
  const html = await read("docs/proxy/offline.html");
  const spoken = [...html.matchAll(/ lang="(\w+)"(?: dir="(\w+)")?/g)];
  assert.ok(spoken.length >= Math.min(SITE.languages.length, 3));
  for (const [, code, direction = "ltr"] of spoken) {
    // A language removed from the site does no harm here.
    const language = languageOf(SITE, code) ?? { direction };
    assert.equal(language.direction, direction, code);
  }
});

Deno.test("has the site's colours and logo", async () => {
  const html = await read("docs/proxy/offline.html");
  const sheet = await read("static/styles.css");
  const mark = await read("static/latchkey.svg");
  const colours = html.match(/light-dark\([^)]+\)/g) ?? [];
  assert.equal(colours.length, 3);
  for (const colour of colours) assert.ok(sheet.includes(colour), colour);
  const [, key] = /d="(M17[^"]+)"/.exec(mark) ?? [];
  assert.ok(html.includes(key) && sheet.includes(key));
});
