/** Guides that name files and code name what exists. */
import assert from "node:assert/strict";
import { PATH, spansOf, SYMBOL, withoutBlocks } from "./markdown.ts";

const GUIDES = ["concepts", "from-the-fastapi-tutorial", "security"];

for (const guide of GUIDES) {
  const spans = spansOf(
    withoutBlocks(await Deno.readTextFile(`docs/${guide}.md`)),
  );
  // Development creates this folder.
  const paths = spans.filter((span) =>
    PATH.test(span) && !span.startsWith(".data/")
  );

  Deno.test(`every file and folder that docs/${guide}.md names exists`, async () => {
    assert.ok(paths.length > 5);
    for (const path of paths) {
      const { isDirectory } = await Deno.stat(path);
      assert.equal(isDirectory, path.endsWith("/"), path);
    }
  });

  Deno.test(`every name of code in docs/${guide}.md is in a file that it names`, async () => {
    const files = paths.filter((path) => !path.endsWith("/"));
    const texts = await Promise.all(
      files.map((file) => Deno.readTextFile(file)),
    );
    for (const span of spans.filter((span) => SYMBOL.test(span))) {
      const name = new RegExp(`\\b${span.replace("()", "")}\\b`);
      assert.ok(texts.some((text) => name.test(text)), span);
    }
  });
}
