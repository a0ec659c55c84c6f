/** Links and pictures in the documentation. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { markdownFiles, withoutBlocks } from "./markdown.ts";

/** Where a link leads: a path, and a heading of that page if there is a `#`. */
const LINK = /\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]*))?\)/g;

const pages = new Map<string, string>();
for await (const path of markdownFiles()) {
  pages.set(path, withoutBlocks(await Deno.readTextFile(path)));
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(markdown: string): string[] {
  const headings = [...markdown.matchAll(/^#+ (.+)$/gm)];
  return headings.map(([, heading]) =>
    heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-")
  );
}

Deno.test("every relative link leads to a file, and to a heading that it has", async () => {
  let links = 0;
  for (const [page, text] of pages) {
    for (const [, to, anchor] of text.matchAll(LINK)) {
      const path = to === "" ? page : join(dirname(page), to);
      const isPresent = await Deno.stat(path).then(() => true, () => false);
      assert.ok(isPresent, `${page} links to ${path}, which does not exist`);
      const headings = anchorsOf(pages.get(path) ?? "");
      const isFound = anchor === undefined || headings.includes(anchor);
      assert.ok(isFound, `${path} has no heading for #${anchor} (${page})`);
      links++;
    }
  }
  assert.ok(links > 100, `${links} links`);
});

Deno.test("every page of the documentation can be reached from its index", () => {
  const index = pages.get("docs/README.md") ?? "";
  const linked = [...index.matchAll(LINK)].map(([, to]) => join("docs", to));
  const guides = [...pages.keys()]
    .filter((path) => path.startsWith("docs/") && path !== "docs/README.md")
    .filter((path) => !path.startsWith("docs/recipes/"));
  for (const path of guides) assert.ok(linked.includes(path), path);
});

Deno.test("the README has fewer than 200 lines", async () => {
  const readme = await Deno.readTextFile("README.md");
  assert.ok(readme.split("\n").length <= 200);
});
