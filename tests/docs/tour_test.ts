/** What `docs/tour.md` and its picture say is there, is there. */
import assert from "node:assert/strict";

const TOUR = await Deno.readTextFile("docs/tour.md");
const PICTURE = await Deno.readTextFile("docs/tour.svg");

/** A path in the project: a file with an ending, or a folder with a slash behind it. */
const PATH = /^(?!\/)[\w.()[\]/-]+(?:\.(?:tsx?|json|md|svg)|\/)$/;

/** A name in code that cannot be a word of English: `requireUser`, `speak()`. */
const SYMBOL = /^(?:[a-z]+[A-Z]\w*|\w+\(\))$/;

/** The parts of the tour that belong together: paragraphs, and the items of a list. */
const parts = TOUR.split(/\n\n|\n(?=\d+\. )/);

function spansOf(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, span]) => span);
}

Deno.test("every file and folder that the tour names is there", async () => {
  const paths = spansOf(TOUR).filter((span) => PATH.test(span));
  assert.ok(paths.length > 60, `${paths.length} paths`);
  for (const path of paths) {
    const { isDirectory } = await Deno.stat(path);
    assert.equal(isDirectory, path.endsWith("/"), path);
  }
});

Deno.test("every name that the tour names stands in a file that it names beside it", async () => {
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

Deno.test("no room is left out", async () => {
  const rooms = ["components", "islands", "lib", "routes", "static", "tests"];
  for await (const { name, isDirectory } of Deno.readDir("lib")) {
    if (isDirectory) rooms.push(`lib/${name}`);
  }
  const named = spansOf(TOUR);
  for (const room of rooms) assert.ok(named.includes(`${room}/`), room);
});

Deno.test("the picture names files and functions that there are, in the order of main.ts", async () => {
  const texts = [...PICTURE.matchAll(/<text[^>]*class="code"[^>]*>([^<]+)</g)]
    .map(([, text]) => text);
  assert.ok(texts.length > 10);
  const main = await Deno.readTextFile("main.ts");
  for (const [, name] of main.matchAll(/\.use\((\w+)/g)) {
    assert.ok(texts.includes(name), `${name} is not in the picture`);
  }
  let place = main.indexOf("createApp");
  for (const text of texts) {
    if (PATH.test(text)) await Deno.stat(text);
    else if (main.includes(`use(${text}(`) || main.includes(`use(${text})`)) {
      const next = main.indexOf(`use(${text}`);
      assert.ok(next > place, `${text} comes later`);
      place = next;
    } else {assert.ok(
        spansOf(TOUR).includes(text),
        `${text} is not in the tour`,
      );}
  }
});

Deno.test("the picture is dark where it is dark, tells what it shows, and asks for nothing from elsewhere", () => {
  assert.match(PICTURE, /prefers-color-scheme: dark/);
  assert.match(PICTURE, /role="img"/);
  assert.match(PICTURE, /<title[^>]*>[^<]+<\/title>/);
  assert.match(PICTURE, /<desc[^>]*>[^<]+<\/desc>/);
  const links = PICTURE.replace('xmlns="http://www.w3.org/2000/svg"', "");
  assert.doesNotMatch(links, /https?:|url\((?!#)|<script|@import|<image/);
});
