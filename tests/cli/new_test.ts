import assert from "node:assert/strict";
import { join } from "node:path";
import { runNew } from "../../lib/new/program.ts";
import { copyProject } from "../recipes/project_copy.ts";

Deno.test("what is written is as the house has it, and passes its own tests", async () => {
  await using project = await copyProject();
  const written: string[] = [];
  for (
    const call of [
      ["page", "/diary", "--guarded", "--form"],
      ["page", "/about"],
      ["page", "/n-0/2nd-thoughts-of-a-page-with-a-long-name", "--guarded"],
      ["page", "/blog/[slug]", "--form"],
      ["page", "/shop/[category]/items/[item]", "--guarded"],
      ["page", "/handbook/[...path]"],
      ["island", "LetterCount"],
    ]
  ) {
    const said = await project.deno("task", "--quiet", "new", ...call);
    assert.match(said, /Next:\n {2}/);
    for (const [, path] of said.matchAll(/^Wrote (.+)$/gm)) written.push(path);
  }
  assert.equal(written.length, 14);
  assert.equal(written[0], "routes/(signed-in)/diary.tsx");
  const tests = written.filter((path) => /_test\.tsx?$/.test(path));
  assert.equal(tests.length, 7);
  await project.deno("fmt", "--check", ...written);
  await project.deno("lint", ...written);
  await project.deno("check", "--node-modules-dir=manual", ...written);
  assert.match(await project.test(...tests), /\n\nok \| 17 passed \| 0 failed/);

  await project.write(
    "routes/(signed-in)/_middleware.ts",
    "export default (ctx) => ctx.next();",
  );
  await assert.rejects(
    project.test("tests/routes/diary_test.ts"),
    /a stranger who opens \/diary is sent to sign in, and back \.\.\. FAILED/,
    "without the guard",
  );
});

/** Runs `deno task new …args` in a folder with these files, and gives what was said and is there. */
async function runIn(files: readonly string[], ...args: readonly string[]) {
  const root = await Deno.makeTempDir();
  try {
    for (const folder of ["routes", "islands", "components"]) {
      await Deno.mkdir(join(root, folder));
    }
    for (const file of files) {
      await Deno.mkdir(join(root, file, ".."), { recursive: true });
      await Deno.writeTextFile(join(root, file), "here first");
    }
    const out: string[] = [];
    const err: string[] = [];
    const code = await runNew(args, {
      io: {
        out: (line) => void out.push(line),
        err: (line) => void err.push(line),
      },
      root,
    });
    const left = await filesBelow(root);
    for (const file of files) {
      const text = await Deno.readTextFile(join(root, file));
      assert.equal(text, "here first");
    }
    return { code, out: out.join("\n"), err: err.join("\n"), left };
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

async function filesBelow(folder: string, below = ""): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = below + name;
    if (!isDirectory) files.push(path);
    else files.push(...await filesBelow(join(folder, name), `${path}/`));
  }
  return files.toSorted();
}

Deno.test("an address that a page has is refused, however that page's file is called", async () => {
  for (
    const [file, address] of [
      ["routes/diary.tsx", "/diary"],
      ["routes/(signed-in)/diary.tsx", "/diary"],
      ["routes/diary/index.tsx", "diary"],
      ["routes/diary.ts", "/diary"],
      ["routes/blog/[id].tsx", "/blog/[slug]"],
      ["routes/(a)/blog/[...all]/index.tsx", "/blog/[...path]"],
    ]
  ) {
    const { code, err, left } = await runIn([file], "page", address);
    assert.equal(code, 1);
    assert.ok(err.includes(`already: ${file}.`), err);
    assert.deepEqual(left, [file]);
  }
});

Deno.test("pages beside one another are no reason to refuse", async () => {
  const others = ["routes/blog/index.tsx", "routes/blog/[slug].tsx"];
  const { code, left } = await runIn(others, "page", "/blog/archive");
  assert.equal(code, 0);
  assert.ok(left.includes("routes/blog/archive.tsx"));
});

Deno.test("what is no path is refused in words, and nothing is written", async () => {
  for (
    const [address, words] of [
      ["/../lib/state", /^"\.\." cannot be part of a path\. Each is/],
      ["/..", /cannot be part/],
      ["//diary", /cannot be part/],
      ["/diary/", /cannot be part/],
      ["/", /cannot be part/],
      ["", /cannot be part/],
      ["/Diary", /lower-case letters/],
      ["/my diary", /cannot be part/],
      ["/diary.tsx", /cannot be part/],
      ["/diary\0", /cannot be part/],
      ["\\..\\diary", /cannot be part/],
      ["/_middleware", /cannot be part/],
      ["/(signed-in)/diary", /cannot be part/],
      ["/[my-slug]", /cannot be part/],
      ["/[slug", /cannot be part/],
      ["/-diary", /cannot be part/],
      ["/index", /not called index/],
      ["/[a]/[a]", /have one name/],
      ["/[...all]/more", /comes last/],
      [`/${"x".repeat(41)}`, /at most 40 characters/],
      ["/a/b/c/d/e/f/g/h/i", /at most 8 parts/],
    ] as const
  ) {
    const { code, out, err, left } = await runIn([], "page", address);
    assert.equal(code, 2, address);
    assert.match(err, words);
    assert.equal(out, "");
    assert.deepEqual(left, []);
  }
});

Deno.test("a folder with a guard of its own gets its pages by hand", async () => {
  const guard = "routes/admin/_middleware.ts";
  for (const more of [[], ["--guarded"]]) {
    const ran = await runIn([guard], "page", "/admin/notes", ...more);
    assert.equal(ran.code, 1);
    assert.match(
      ran.err,
      /^routes\/admin\/_middleware\.ts decides who may see/,
    );
    assert.deepEqual(ran.left, [guard]);
  }
});

Deno.test("a test that is there already stays: the page's gets another name, and without one no page is written", async () => {
  const test = "tests/routes/login_test.ts";
  const other = "tests/routes/login_page_test.ts";
  const beside = await runIn([test], "page", "/login");
  assert.equal(beside.code, 0);
  assert.deepEqual(beside.left, ["routes/login.tsx", other, test]);
  assert.ok(beside.err.includes(`deno task test ${other}`), beside.err);
  const { code, err, left } = await runIn([test, other], "page", "/login");
  assert.equal(code, 1);
  assert.match(err, /^tests\/routes\/login_page_test\.ts is there already\. /);
  assert.deepEqual(left, [other, test]);
});

Deno.test("what to do next fits the page", async () => {
  const guarded = await runIn([], "page", "/diary", "--guarded");
  assert.match(guarded.err, /sign in, open \/diary\n[^]*guarded-page\.md/);
  const open = await runIn([], "page", "/about");
  assert.doesNotMatch(open.err, /sign in|guarded/);
  assert.match(open.err, /Link it: components\/SiteMap\.tsx/);
});

Deno.test("the island that is shown stands in for the field of a page with a form", async () => {
  await using project = await copyProject();
  const made = (...call: string[]) =>
    project.deno("task", "--quiet", "new", ...call);
  await made("page", "/diary", "--form");
  const said = await made("island", "LetterCount");
  const [shown] = said.match(/<LetterCount [^>]*problem=[^>]*>/) ?? [];
  assert.ok(shown, said);
  const page = "routes/diary.tsx";
  const text = (await project.read(page)).replace(/<Field[^]*?\/>/, shown)
    .replace(
      /.*Field\.tsx.*/,
      'import LetterCount from "../islands/LetterCount.tsx";',
    );
  await project.write(page, text);
  await project.deno("check", "--node-modules-dir=manual", page);
  assert.match(
    await project.test("tests/routes/diary_test.ts"),
    /\n\nok \| 4 passed/,
  );
});

Deno.test("an island takes the name of no other island or component", async () => {
  for (const taken of ["islands/Clock.tsx", "components/CLOCK.tsx"]) {
    const { code, err, left } = await runIn([taken], "island", "Clock");
    assert.equal(code, 1);
    assert.ok(err.startsWith(`${taken} has that name already.`), err);
    assert.deepEqual(left, [taken]);
  }
});

Deno.test("what is no name of an island is refused in words", async () => {
  for (
    const name of ["clock", "../Clock", "Clock.tsx", "My-Clock", "1Clock", ""]
  ) {
    const { code, err, left } = await runIn([], "island", name);
    assert.equal(code, 2);
    assert.match(err, /cannot be the name of an island\. It is of at most 40/);
    assert.deepEqual(left, []);
  }
});
