/** The README and the index of the documentation. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { markdownIn } from "./markdown.ts";

const INDEX = await Deno.readTextFile("docs/README.md");

Deno.test("the index of the documentation lists every page", async () => {
  const listed = [...INDEX.matchAll(/\]\(([^)#\s]+\.md)/g)]
    .map(([, path]) => join("docs", path));
  const pages = await Array.fromAsync(markdownIn("docs"));
  // The recipes have an index of their own, which is listed.
  const others = pages.filter((path) =>
    path !== "docs/README.md" && !/^docs\/recipes\/(?!README)/.test(path)
  );
  assert.ok(others.length > 10);
  for (const path of others) assert.ok(listed.includes(path), path);
});

Deno.test("the README has fewer than 200 lines", async () => {
  const lines = (await Deno.readTextFile("README.md")).trimEnd().split("\n");
  assert.ok(lines.length < 200, `${lines.length} lines`);
});
