/**
 * What the site must avoid so that it also runs on Fresh itself. docs/fresh.md
 * has the reasons.
 */
import assert from "node:assert/strict";
import { SOURCES } from "@latchkey/core/testing";

const ROOT = new URL("../..", import.meta.url).pathname;

/** Elements that Fresh's build excludes from JSX precompilation. */
const SKIPPED = [
  ...["a", "base", "body", "head", "html", "img", "link", "meta"],
  ...["noscript", "script", "source", "style", "template", "title"],
];

/** Fresh's documented entry points. `fresh/internal` is for built files. */
const ENTRIES = new Set(["fresh", "fresh/dev", "fresh/runtime"]);

Deno.test("excludes the elements from JSX precompilation that Fresh does", async () => {
  const { compilerOptions } = JSON.parse(
    await Deno.readTextFile(`${ROOT}deno.json`),
  );
  const { jsxPrecompileSkipElements } = compilerOptions;
  assert.deepEqual(jsxPrecompileSkipElements.toSorted(), SKIPPED);
});

async function* filesIn(paths: readonly string[]): AsyncGenerator<string> {
  for (const path of paths) {
    if ((await Deno.stat(ROOT + path)).isFile) {
      yield path;
      continue;
    }
    const names = await Array.fromAsync(
      Deno.readDir(ROOT + path),
      ({ name }) => `${path}/${name}`,
    );
    yield* filesIn(names);
  }
}

Deno.test("the site imports Fresh by documented entry points only", async () => {
  const imports: string[] = [];
  for await (const path of filesIn(SOURCES)) {
    if (/^lib\/(?:fresh|latchkey\/testing)\//.test(path)) continue;
    if (!/\.tsx?$/.test(path)) continue;
    const text = await Deno.readTextFile(ROOT + path);
    for (const [, name] of text.matchAll(/(?:from|import)[ (]"([^"]+)"/g)) {
      const isFresh = /^(?:fresh|@fresh|jsr:@fresh)\b|\/fresh\//.test(name);
      if (isFresh && !ENTRIES.has(name)) imports.push(`${path}: ${name}`);
    }
  }
  assert.deepEqual(imports, []);
});

Deno.test("styles distinguish the current page from its ancestors, which Fresh marks too", async () => {
  for (const { name } of Deno.readDirSync(`${ROOT}static`)) {
    if (!name.endsWith(".css")) continue;
    const text = await Deno.readTextFile(`${ROOT}static/${name}`);
    assert.doesNotMatch(text, /\[aria-current\]/, name);
  }
});
