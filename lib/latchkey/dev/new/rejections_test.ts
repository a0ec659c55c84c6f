/** What `deno task new` rejects, and the next step it suggests. */
import assert from "node:assert/strict";
import { runIn } from "../../testing/new_in_folder.ts";

Deno.test("rejects an existing path, whatever its file is called", async () => {
  for (
    const [file, address] of [
      ["routes/diary.tsx", "/diary"],
      ["routes/(logged-in)/diary.tsx", "/diary"],
      ["routes/diary/index.tsx", "diary"],
      ["routes/diary.ts", "/diary"],
      ["routes/blog/[id].tsx", "/blog/[slug]"],
      ["routes/(a)/blog/[...all]/index.tsx", "/blog/[...path]"],
    ]
  ) {
    for (const kind of ["page", "api"]) {
      const { code, err, left } = await runIn([file], kind, address);
      assert.equal(code, 1);
      assert.ok(err.includes(`exists already: ${file}.`), err);
      assert.deepEqual(left, [file]);
    }
  }
});

Deno.test("writes a page beside others", async () => {
  const others = ["routes/blog/index.tsx", "routes/blog/[slug].tsx"];
  const { code, left } = await runIn(others, "page", "/blog/archive");
  assert.equal(code, 0);
  assert.ok(left.includes("routes/blog/archive.tsx"));
});

Deno.test("rejects an invalid path and writes nothing", async () => {
  for (
    const [address, expected] of [
      ["/../lib/state", /^"\.\." can't be part of a path\. Use/],
      ["/..", /can't be part/],
      ["//diary", /can't be part/],
      ["/diary/", /can't be part/],
      ["/", /can't be part/],
      ["", /can't be part/],
      ["/Diary", /lower-case letters/],
      ["/my diary", /can't be part/],
      ["/diary.tsx", /can't be part/],
      ["/diary\0", /can't be part/],
      ["\\..\\diary", /can't be part/],
      ["/_middleware", /can't be part/],
      ["/(logged-in)/diary", /can't be part/],
      ["/[my-slug]", /can't be part/],
      ["/[slug", /can't be part/],
      ["/-diary", /can't be part/],
      ["/index", /Leave "index" out/],
      ["/[a]/[a]", /two parameters with the same name/],
      ["/[...all]/more", /must come last/],
      [`/${"x".repeat(41)}`, /at most 40 characters/],
      ["/a/b/c/d/e/f/g/h/i", /at most 8 parts/],
    ] as const
  ) {
    for (const kind of ["page", "api"]) {
      const { code, out, err, left } = await runIn([], kind, address);
      assert.equal(code, 2, address);
      assert.match(err, expected);
      assert.equal(out, "");
      assert.deepEqual(left, []);
    }
  }
});

Deno.test("never overwrites a test, and writes no page when no test name is free", async () => {
  const test = "tests/routes/login_test.ts";
  const other = "tests/routes/login_page_test.ts";
  const beside = await runIn([test], "page", "/login");
  assert.equal(beside.code, 0);
  assert.deepEqual(beside.left, ["routes/login.tsx", other, test]);
  assert.ok(beside.err.includes(`deno task test ${other}`), beside.err);
  const { code, err, left } = await runIn([test, other], "page", "/login");
  assert.equal(code, 1);
  assert.match(err, /^tests\/routes\/login_page_test\.ts exists already\. /);
  assert.deepEqual(left, [other, test]);
});

Deno.test("suggests the next steps for a page", async () => {
  const guarded = await runIn([], "page", "/diary", "--guarded");
  assert.match(
    guarded.err,
    /log in, and open http:\/\/localhost:8000\/diary\n[^]*guarded-page\.md/,
  );
  const open = await runIn([], "page", "/about");
  assert.doesNotMatch(open.err, /log in|guarded/);
  assert.match(open.err, /components\/SiteMap\.tsx/);
});

Deno.test("rejects the name of another island or component", async () => {
  for (const taken of ["islands/Clock.tsx", "components/CLOCK.tsx"]) {
    const { code, err, left } = await runIn([taken], "island", "Clock");
    assert.equal(code, 1);
    assert.ok(err.startsWith(`${taken} exists already.`), err);
    assert.deepEqual(left, [taken]);
  }
});

Deno.test("rejects an invalid island name", async () => {
  for (
    const name of ["clock", "../Clock", "Clock.tsx", "My-Clock", "1Clock", ""]
  ) {
    const { code, err, left } = await runIn([], "island", name);
    assert.equal(code, 2);
    assert.match(err, /can't be the name of an island\. Use up to 40/);
    assert.deepEqual(left, []);
  }
});

Deno.test("rejects an invalid feature name and writes nothing", async () => {
  for (
    const name of [
      "",
      "Books",
      "../books",
      "books.ts",
      "1book",
      "my--books",
      "book-2",
      "a-b",
    ]
  ) {
    const { code, err, left } = await runIn([], "feature", name);
    assert.equal(code, 2, name);
    assert.match(err, /can't be the name of a feature\. Use up to 40/);
    assert.deepEqual(left, []);
  }
});

Deno.test("rejects a feature that would not compile and writes nothing", async () => {
  const site = { "lib/site.ts": "features: []" };
  const { code, err, left } = await runIn(site, "feature", "import");
  assert.equal(code, 1);
  assert.match(err, /lib\/\w+\.ts can't be written/);
  assert.deepEqual(left, Object.keys(site));
});

Deno.test("rejects names used in lib", async () => {
  for (const taken of ["lib/books.ts", "lib/books/shelf.ts"]) {
    const { code, err, left } = await runIn([taken], "feature", "books");
    assert.equal(code, 1);
    assert.match(err, /^lib\/books(?:\.ts)? exists already\./);
    assert.deepEqual(left, [taken]);
  }
});

Deno.test("asks to list a feature by hand when it can't list it itself", async () => {
  const site = { "lib/site.ts": "features: [defineFeature({ name: 'a' })]" };
  const { code, out, err } = await runIn(site, "feature", "reading-list");
  assert.equal(code, 0, err);
  assert.equal(
    out,
    "Wrote lib/reading_list.ts\nWrote tests/reading_list_test.ts",
  );
  assert.match(err, /List it in lib\/site\.ts: import readingList/);
});

Deno.test("explains a wrong call in one line and exits with 2", async () => {
  for (
    const [args, expected] of [
      [[], /^Specify a command\. --help lists them all\.$/],
      [["api"], /^missing required argument 'path'$/],
      [["page", "/a", "/b"], /^too many arguments/],
      [["api", "/api/a", "--form"], /^unknown option '--form'$/],
      [["model", "Book"], /^unknown command 'model'$/],
    ] as const
  ) {
    const { code, err, left } = await runIn([], ...args);
    assert.equal(code, 2);
    assert.match(err.split("\n").at(-1) ?? "", expected);
    assert.deepEqual(left, []);
  }
});

Deno.test("--help shows every command with examples", async () => {
  const { code, out } = await runIn([], "--help");
  assert.equal(code, 0);
  for (
    const call of [
      "page /diary",
      "api /api/books",
      "island Counter",
      "feature reading-list",
    ]
  ) {
    assert.ok(out.includes(`deno task new ${call}`), call);
  }
  for (const kind of ["page", "api", "island", "feature"]) {
    const help = await runIn([], kind, "--help");
    assert.ok(help.out.includes(`Examples:\n  deno task new ${kind} `));
  }
});

Deno.test("suggests the next steps for an API route", async () => {
  const open = await runIn([], "api", "/hooks/books");
  assert.match(open.err, /curl http:\/\/localhost:8000\/hooks\/books\n/);
  assert.doesNotMatch(open.err, /TOKEN|openapi/);
  const guard = "export default requireToken;";
  const api = "routes/api/_middleware.ts";
  const more = ["--guarded", "--post"];
  const guarded = await runIn({ [api]: guard }, "api", "/api/[id]", ...more);
  assert.match(
    guarded.err,
    /Bearer TOKEN' http:\/\/localhost:8000\/api\/one\n/,
  );
  assert.match(guarded.err, /--json .*\/api\/one\n[^]*openapi\.json/);
});
