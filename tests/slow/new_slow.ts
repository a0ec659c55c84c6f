/** What `deno task new` writes, in a copy of the project. */
import assert from "node:assert/strict";
import { copyProject } from "./recipes/project_copy.ts";

const CALLS = [
  ["page", "/diary", "--guarded", "--form"],
  ["page", "/about"],
  ["page", "/n-0/2nd-thoughts-of-a-page-with-a-long-name", "--guarded"],
  ["page", "/blog/[slug]", "--form"],
  ["page", "/shop/[category]/items/[item]", "--guarded"],
  ["page", "/handbook/[...path]"],
  ["page", "/admin"],
  ["page", "/admin/reports", "--form"],
  ["page", "/admin/reports/[year]", "--guarded"],
  ["page", "/account/orders", "--form"],
  ["page", "/account/orders/[...path]"],
  ["api", "/api/books"],
  ["api", "/api/books/[id]", "--guarded"],
  ["api", "/api/loans", "--guarded", "--post"],
  ["api", "/api/shelves/[shelf]/books/[...path]", "--post"],
  ["api", "/hooks/2nd-sender", "--post"],
  ["island", "Counter"],
  ["island", "ACounterWithAVeryLongNameOf39Characters"],
  ["feature", "reading-list"],
  ["feature", "order"],
];

/** A middleware that lets every request pass. */
const OPEN = "export default (ctx) => ctx.next();";

Deno.test("written files pass the check and their own tests, which fail without the guard", async () => {
  await using project = await copyProject();
  const written: string[] = [];
  for (const call of CALLS) {
    const said = await project.deno("task", "--quiet", "new", ...call);
    assert.match(said, /Next:\n {2}/);
    for (const [, path] of said.matchAll(/^Wrote (.+)$/gm)) written.push(path);
  }
  assert.equal(written.length, 2 * CALLS.length);
  assert.equal(written[0], "routes/(logged-in)/diary.tsx");
  const tests = written.filter((path) => /_test\.tsx?$/.test(path));
  assert.equal(tests.length, CALLS.length);
  const changed = [...written, "lib/site.ts"];
  await project.deno("fmt", "--check", ...changed);
  await project.deno("lint", ...changed);
  await project.deno("check", "--node-modules-dir=manual", ...changed);
  assert.match(
    await project.test(...tests),
    /\n\nok \| \d+ passed \| 0 failed/,
  );

  for (
    const [guarded, name, title] of [
      ["(logged-in)", "diary", "/diary redirects visitors"],
      ["admin", "admin_reports", "/admin/reports is forbidden"],
      ["account", "account_orders", "/account/orders redirects visitors"],
      ["api", "api_loans", "GET /api/loans answers 401"],
    ]
  ) {
    await project.write(`routes/${guarded}/_middleware.ts`, OPEN);
    await assert.rejects(
      project.test(`tests/routes/${name}_test.ts`),
      (error: Error) =>
        error.message.split("\n").some((line) =>
          line.startsWith(title) && line.includes("FAILED")
        ),
      "without the guard",
    );
  }
});
