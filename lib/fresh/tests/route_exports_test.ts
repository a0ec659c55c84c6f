import assert from "node:assert/strict";
import { App } from "fresh";
import { Builder } from "fresh/dev";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";
import { projectConfig } from "./site.ts";

const roots: string[] = [];

/** Builds an app from files below `routes/`. */
async function appOf(files: Record<string, string>): Promise<App<unknown>> {
  const root = await Deno.makeTempDir();
  roots.push(root);
  await Deno.writeTextFile(`${root}/deno.json`, projectConfig);
  for (const [name, text] of Object.entries(files)) {
    const path = `${root}/routes/${name}`;
    await Deno.mkdir(path.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.writeTextFile(path, text);
  }
  const builder = new Builder({ root });
  const apply = await builder.build({ snapshot: "memory" });
  const app = new App().fsRoutes();
  apply(app);
  return app;
}

// Routes are loaded when they are first requested.
Deno.test.afterAll(async () => {
  for (const root of roots) await Deno.remove(root, { recursive: true });
});

const PAGE = "export default () => null;";
const ANSWER = '{ GET: () => new Response("got") }';

/** Files that export nothing of use. */
const WRONG: [name: string, text: string, wanted: RegExp][] = [
  ["blog/[slug].ts", `export const hander = ${ANSWER};`, /Route files/],
  ["typo.ts", `export const handler = 5;`, /Route files/],
  ["typo.ts", `export default 5;`, /Route files/],
  ["typo.ts", "", /Route files/],
  ["_middleware.ts", "export const midleware = [];", /Middleware files/],
  ["_middleware.ts", "export default {};", /Middleware files/],
  ["_middleware.ts", `export const handler = ${ANSWER};`, /Middleware files/],
  ["a/_middleware.ts", "export default [(c) => c.next(), 5];", /Middleware/],
  ["_layout.ts", "export const layout = () => null;", /Layouts/],
  ["_app.ts", "export const config = {};", /app wrapper/],
  ["_error.ts", "export const page = () => null;", /Error pages/],
  ["_404.ts", "export const config = {};", /Error pages/],
  ["_500.ts", "", /Error pages/],
];

for (const [name, text, wanted] of WRONG) {
  test(`names ${name} at start if it has only ${text || "nothing"}`, async () => {
    const app = await appOf({ "index.ts": PAGE, [name]: text });
    const id = name.replace(".ts", "");
    assert.throws(() => app.handler(), ({ message }: Error) => {
      assert.match(message, wanted);
      return message.startsWith(
        `Could not find relevant exports in: ${id}\n\n`,
      );
    });
  });
}

test("accepts every documented export", async () => {
  const app = await appOf({
    "index.ts": PAGE,
    "handler.ts": `export const handler = ${ANSWER};`,
    "handlers.ts": `export const handlers = ${ANSWER};`,
    "one.ts": 'export const handler = () => new Response("one");',
    "config.ts": "export const config = { skipAppWrapper: true };",
    "_middleware.ts":
      "export default [(ctx) => ctx.next(), (ctx) => ctx.next()];",
    "a/_middleware.ts": "export const handler = (ctx) => ctx.next();",
    "b/_middleware.ts": "export const handlers = [(ctx) => ctx.next()];",
    "_error.ts": 'export const handler = () => new Response("sorry");',
  });
  assert.equal((await ask(app, "/")).status, 200);
  assert.equal(await askText(app, "/handler"), "got");
  assert.equal(await askText(app, "/handlers"), "got");
  assert.equal(await askText(app, "/one"), "one");
  assert.equal(await askText(app, "/config"), "sorry");
});

test("links a route's css on its pages only", async () => {
  const page = `export default () => "hello";`;
  const css = ["./assets/page.css", '/a"b.css', "https://cdn.example/c.css"];
  const app = await appOf({
    "index.ts": page,
    "_error.ts": 'export default () => "sorry";',
    "dashboard.ts": `export const css = ${JSON.stringify(css)};
      export const handler = {
        GET: () => ({ data: 1 }),
        POST: (ctx) => ctx.render(null),
        PUT: () => { throw "up"; },
      };
      ${page}`,
  });
  const links = '<link rel="stylesheet" href="./assets/page.css"/>' +
    '<link rel="stylesheet" href="/a&quot;b.css"/>' +
    '<link rel="stylesheet" href="https://cdn.example/c.css"/></head>';
  for (const method of ["GET", "POST"]) {
    const html = await askText(app, "/dashboard", { method });
    assert.ok(html.includes(links), html);
  }
  assert.doesNotMatch(await askText(app, "/"), /stylesheet/);
  const error = await askText(app, "/dashboard", { method: "PUT" });
  assert.match(error, /sorry/);
  assert.doesNotMatch(error, /stylesheet/);
});
