import assert from "node:assert/strict";
import { proveGuide } from "./getting_started.ts";
import { copyProject } from "./project_copy.ts";
import {
  applied,
  blocksOf,
  follow,
  prove,
  readRecipe,
  recipeNames,
} from "./recipe.ts";

/** It starts with another app and has a test of its own. */
const ELSEWHERE = "existing-app";

const README_TEST = "tests/routes/readme_test.ts";

/** Requests the page that the README shows. */
const readmeTest = `import assert from "node:assert/strict";
import { ANNA, openSite } from "../site.ts";
import { textOf } from "./own_account.ts";

Deno.test("the README's page greets a logged-in user", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  assert.equal((await visitor.get("/hello")).status, 303);
  await visitor.logIn(ANNA);
  const html = await textOf(visitor.get("/hello"));
  assert.match(html, /<h1>Hello Anna@example\\.com<\\/h1>/);
  assert.match(html, /<title>Hello · /);
});
`;

Deno.test("following the getting-started guide, and then all recipes, gives an app that passes the check and their own tests", async (t) => {
  const names = await recipeNames();
  assert.ok(names.includes(ELSEWHERE));
  // One copy for both: the second check only looks at what has changed.
  await using project = await copyProject();
  await t.step("the getting-started guide", (t) => proveGuide(t, project));
  const touched = new Set<string>();
  for (const name of names.filter((name) => name !== ELSEWHERE)) {
    await t.step(name, async () => {
      const files = await follow(await readRecipe(name), project);
      const tests = files.filter((path) => /_test\.tsx?$/.test(path));
      assert.ok(tests.length > 0, "each recipe has a test");
      for (const path of files) touched.add(path);
    });
  }
  const [page, ...others] = blocksOf(await Deno.readTextFile("README.md"))
    .filter(({ language }) => language === "tsx");
  assert.ok(page.path && others.length === 0, "the README shows one page");
  await project.write(page.path, page.text);
  await project.write(README_TEST, readmeTest);
  await prove(t, project, [...touched, page.path, README_TEST]);
});

Deno.test("a block belongs to the last file named in the paragraph before it", () => {
  const markdown = [
    "Write `a.ts`, then",
    "`routes/(x)/[b].tsx`:",
    "",
    "```tsx",
    "b();",
    "```",
    "",
    "And run `c.ts`:",
    "",
    "```sh",
    "c",
    "```",
    "No colon after `d.ts`.",
    "",
    "```ts",
    "d();",
    "```",
    "",
  ].join("\n");
  assert.deepEqual(blocksOf(markdown), [
    { language: "tsx", path: "routes/(x)/[b].tsx", text: "b();\n" },
    { language: "sh", path: "c.ts", text: "c\n" },
    { language: "ts", path: undefined, text: "d();\n" },
  ]);
});

Deno.test("a change is made once where its lines occur, or not at all", () => {
  const text = "one\n  two\nthree\n";
  assert.equal(
    applied(text, "   two\n+2\n three\n", "x"),
    "one\n  two\n2\nthree\n",
  );
  assert.equal(applied(text, "-one\n+1\n", "x"), "1\n  two\nthree\n");
  assert.throws(
    () => applied(text, "-two\n", "x"),
    /x does not have this once/,
  );
  assert.throws(() => applied("a\na\n", "-a\n", "x"), /once/);
});
