/** Where `deno task new` writes files below a folder with a middleware. */
import assert from "node:assert/strict";
import { runIn } from "../../lib/latchkey/testing/new_in_folder.ts";

const ADMIN = "routes/admin/_middleware.ts";
const ACCOUNT = "routes/account/_middleware.ts";
const API = "routes/api/_middleware.ts";
const LINK = "routes/auth/link/_middleware.ts";
const OWN = "routes/shop/_middleware.ts";

/** The project's own middlewares, and one that this command can't read. */
const MIDDLEWARES = {
  [LINK]: await Deno.readTextFile(LINK),
  [ADMIN]: await Deno.readTextFile(ADMIN),
  [ACCOUNT]: await Deno.readTextFile(ACCOUNT),
  [API]: await Deno.readTextFile(API),
  [OWN]: `
import { HttpError } from "fresh";
import { define } from "../../lib/state.ts";

export default define.middleware((ctx) => {
  if (ctx.state.user?.name !== "Emma") throw new HttpError(403);
  return ctx.next();
});
`,
};

async function written(...args: string[]): Promise<string> {
  const { code, out, err } = await runIn(MIDDLEWARES, ...args);
  assert.equal(code, 0, err);
  return out.split("\n")[0];
}

Deno.test("writes a page below a guarded folder there, with --guarded and without", async () => {
  for (const more of [[], ["--guarded"], ["--form"]]) {
    const at = (path: string) => written("page", path, ...more);
    assert.equal(
      await at("/admin/reports"),
      "Wrote routes/admin/reports.tsx",
    );
    assert.equal(
      await at("/admin/reports/[year]"),
      "Wrote routes/admin/reports/[year].tsx",
    );
    assert.equal(
      await at("/account/orders"),
      "Wrote routes/account/orders.tsx",
    );
  }
});

Deno.test("writes the page at a guarded folder's own path into the folder", async () => {
  assert.equal(await written("page", "/admin"), "Wrote routes/admin/index.tsx");
});

Deno.test("writes a guarded API route into routes/api, and an open one beside its guard", async () => {
  assert.equal(
    await written("api", "/api/books", "--guarded"),
    "Wrote routes/api/books.ts",
  );
  assert.equal(
    await written("api", "/api/books"),
    "Wrote routes/(open)/api/books.ts",
  );
  assert.equal(
    await written("api", "/hooks/[sender]"),
    "Wrote routes/hooks/[sender].ts",
  );
});

Deno.test("rejects what the middleware doesn't support, says what to do, and writes nothing", async () => {
  for (
    const [args, code, expected] of [
      [["page", "/api/docs"], 2, /deno task new api \/api\/docs/],
      [["page", "/api/docs", "--guarded"], 2, /guards API routes/],
      [["api", "/admin/books"], 2, /guards pages.* below \/api\//],
      [["api", "/account/books", "--guarded"], 2, /guards pages/],
      [["api", "/books", "--guarded"], 2, /new api \/api\/books --guarded/],
      [["page", "/shop/cart"], 1, /^routes\/shop\/_middleware\.ts decides/],
      [["page", "/shop"], 1, /decides/],
      [["page", "/shop/cart", "--guarded"], 1, /by hand/],
      [["api", "/shop/cart"], 1, /by hand/],
      [["page", "/auth/link/new"], 1, /by hand/],
      [["page", "/auth/link/new", "--guarded"], 1, /by hand/],
    ] as const
  ) {
    const ran = await runIn(MIDDLEWARES, ...args);
    assert.equal(ran.code, code, ran.err);
    assert.match(ran.err, expected);
    assert.equal(ran.out, "");
    assert.deepEqual(ran.left, Object.keys(MIDDLEWARES).toSorted());
  }
});

Deno.test("rejects a path whose middleware would not apply to the new file", async () => {
  for (
    const [middleware, ...args] of [
      ["routes/[team]/_middleware.ts", "page", "/[club]/members"],
      ["routes/(editors)/drafts/_middleware.ts", "page", "/drafts/old"],
      ["routes/(logged-in)/notes/_middleware.ts", "page", "/notes/old"],
      ["routes/(logged-in)/notes/_middleware.ts", "api", "/notes/old"],
      ["routes/(open)/api/v1/_middleware.ts", "api", "/api/v1/books"],
    ]
  ) {
    const { code, err } = await runIn([middleware], ...args);
    assert.equal(code, 1);
    assert.ok(err.startsWith(`${middleware} decides`), err);
  }
});

Deno.test("rejects a path below guards of both kinds", async () => {
  const middlewares = {
    [API]: MIDDLEWARES[API],
    "routes/api/admin/_middleware.ts": 'export default requireRole("admin");',
  };
  for (const kind of ["page", "api"]) {
    const ran = await runIn(middlewares, kind, "/api/admin/users");
    assert.equal(ran.code, 1);
    assert.match(ran.err, /^routes\/api\/.*_middleware\.ts decides/);
  }
});

Deno.test("recognises a middleware with the project's guards anywhere", async () => {
  const guards =
    'import { requireUser } from "../../lib/latchkey/features/session/guards.ts";\n' +
    "/** If you can't log in, you can't see this. */\n" +
    "export default requireUser;\n";
  for (
    const [middleware, path, file] of [
      ["routes/shop/_middleware.ts", "/shop/cart", "routes/shop/cart.tsx"],
      ["routes/[team]/_middleware.tsx", "/[team]/a", "routes/[team]/a.tsx"],
      [
        "routes/shop/(big)/_middleware.ts",
        "/shop/cart",
        "routes/shop/cart.tsx",
      ],
    ]
  ) {
    const { err, out } = await runIn({ [middleware]: guards }, "page", path);
    assert.ok(out.includes(`Wrote ${file}`), err);
    assert.equal(err.includes("log in"), !middleware.includes("(big)"));
  }
});
