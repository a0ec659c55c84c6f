/** Checks that everything in `docs/tour.md` and its picture exists. */
import assert from "node:assert/strict";
import { PATH, spansOf, SYMBOL, withoutBlocks } from "./markdown.ts";

const TOUR = withoutBlocks(await Deno.readTextFile("docs/tour.md"));
const PICTURE = await Deno.readTextFile("docs/tour.svg");

/** The picture's code labels, in order. */
const CODE = [...PICTURE.matchAll(/<text[^>]*class="code"[^>]*>([^<]+)</g)]
  .map(([, text]) => text);

/** The tour's units: paragraphs and list items. */
const parts = TOUR.split(/\n\n|\n(?=\d+\. )/);

Deno.test("every file and folder named in the tour exists", async () => {
  const paths = spansOf(TOUR).filter((span) => PATH.test(span));
  assert.ok(paths.length > 60, `${paths.length} paths`);
  for (const path of paths) {
    const { isDirectory } = await Deno.stat(path);
    assert.equal(isDirectory, path.endsWith("/"), path);
  }
});

Deno.test("every name in the tour occurs in a file named beside it", async () => {
  let names = 0;
  for (const part of parts) {
    const spans = spansOf(part);
    const files = spans.filter((span) => PATH.test(span) && !/\/$/.test(span));
    const texts = await Promise.all(
      files.map((file) => Deno.readTextFile(file)),
    );
    for (const span of spans.filter((span) => SYMBOL.test(span))) {
      const name = new RegExp(
        `(?:function|const|interface|type) ${span.replace("()", "")}\\b`,
      );
      assert.ok(texts.some((text) => name.test(text)), `${span} in ${files}`);
      names++;
    }
  }
  assert.ok(names > 15, `${names} names`);
});

/** Folders of the project Latchkey that no site has: CONTRIBUTING.md describes them. */
const OF_THE_PROJECT = ["create-latchkey", "release"];

Deno.test("every folder of the site is described", async () => {
  const folders = ["components", "islands", "lib", "routes", "static", "tests"];
  for await (const { name, isDirectory } of Deno.readDir("lib")) {
    if (isDirectory && !OF_THE_PROJECT.includes(name)) {
      folders.push(`lib/${name}`);
    }
  }
  const named = spansOf(TOUR);
  for (const folder of folders) assert.ok(named.includes(`${folder}/`), folder);
});

Deno.test("the picture names existing files and functions", async () => {
  const named = spansOf(TOUR);
  assert.ok(CODE.length > 10);
  for (const text of CODE) {
    if (PATH.test(text)) await Deno.stat(text);
    else {
      const isNamed = named.includes(text) || named.includes(`${text}()`);
      assert.ok(isNamed, `${text} is not in the tour`);
    }
  }
});

Deno.test("the picture shows the middlewares in the order they run", async () => {
  const source = await Deno.readTextFile("lib/latchkey/http/latchkey.ts");
  const [, list] = /return \[\n(.*?)\n {2}\];/s.exec(source) ?? [];
  const middlewares = [
    ...list.matchAll(/^ {4}(?:\.{3}|\(ctx\) => )?(\w+)/gm),
  ].map(([, name]) => name === "files" ? "staticFiles" : name);
  assert.ok(middlewares.length > 5);
  assert.deepEqual(
    CODE.filter((text) => middlewares.includes(text)),
    middlewares,
  );
});

Deno.test("the picture has a dark mode and a description, and loads nothing from elsewhere", () => {
  assert.match(PICTURE, /prefers-color-scheme: dark/);
  assert.match(PICTURE, /role="img"/);
  assert.match(PICTURE, /<title[^>]*>[^<]+<\/title>/);
  assert.match(PICTURE, /<desc[^>]*>[^<]+<\/desc>/);
  const links = PICTURE.replace('xmlns="http://www.w3.org/2000/svg"', "");
  assert.doesNotMatch(links, /https?:|url\((?!#)|<script|@import|<image/);
});
