import assert from "node:assert/strict";
import { App, type Context } from "fresh";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";

/** The context of one GET request for `path`. */
async function contextOf(path: string, app = new App()) {
  let seen: Context<unknown> | undefined;
  await ask(
    app.use((ctx) => {
      seen = ctx;
      return new Response("ok");
    }),
    path,
  );
  assert.ok(seen);
  return seen;
}

test("ctx.req is the request and ctx.url its URL", async () => {
  const ctx = await contextOf("/a/b?q=1");
  assert.equal(ctx.req.url, "http://localhost/a/b?q=1");
  assert.ok(ctx.url instanceof URL);
  assert.equal(ctx.url.pathname, "/a/b");
  assert.equal(ctx.url.searchParams.get("q"), "1");
});

test("ctx.url stays the same object, so that middlewares can share changes", async () => {
  const ctx = await contextOf("/a");
  assert.equal(ctx.url, ctx.url);
});

test("ctx.error is null, isPartial false and state empty at first", async () => {
  const ctx = await contextOf("/");
  assert.equal(ctx.error, null);
  assert.equal(ctx.isPartial, false);
  assert.deepEqual(ctx.state, {});
});

test("ctx.config contains the settings with their defaults", async () => {
  const ctx = await contextOf("/");
  assert.equal(ctx.config.basePath, "");
  assert.equal(ctx.config.mode, "production");
  const other = await contextOf(
    "/x/",
    new App({ basePath: "/x", mode: "development" }),
  );
  assert.equal(other.config.basePath, "/x");
  assert.equal(other.config.mode, "development");
});

test("ctx.route is the matched pattern, or null", async () => {
  const app = new App()
    .get("/foo/:id", (ctx) => ctx.text(String(ctx.route)))
    .get("/plain", (ctx) => ctx.text(String(ctx.route)))
    .notFound((ctx) => ctx.text(String(ctx.route)));
  assert.equal(await askText(app, "/foo/1"), "/foo/:id");
  assert.equal(await askText(app, "/plain"), "/plain");
  assert.equal(await askText(app, "/nowhere"), "null");
});

test("ctx.info is the server's connection info", async () => {
  const app = new App().get("/", (ctx) => {
    const { remoteAddr } = ctx.info;
    return ctx.text(remoteAddr.transport === "tcp" ? remoteAddr.hostname : "");
  });
  const response = await app.handler()(new Request("http://localhost/"), {
    remoteAddr: { transport: "tcp", hostname: "192.0.2.7", port: 1234 },
    completed: Promise.resolve(),
  });
  assert.equal(await response.text(), "192.0.2.7");
});

test("ctx.text answers with plain text", async () => {
  const app = new App().get(
    "/",
    (ctx) => ctx.text("<b>", { status: 201, headers: { "x-a": "b" } }),
  );
  const response = await ask(app, "/");
  assert.equal(response.status, 201);
  assert.equal(response.headers.get("x-a"), "b");
  assert.match(response.headers.get("content-type") ?? "", /^text\/plain/);
  assert.equal(await response.text(), "<b>");
});

test("ctx.html answers with HTML", async () => {
  const app = new App().get(
    "/",
    (ctx) => ctx.html("<b>hi</b>", { status: 202, headers: { "x-a": "b" } }),
  );
  const response = await ask(app, "/");
  assert.equal(response.status, 202);
  assert.equal(response.headers.get("x-a"), "b");
  assert.equal(
    response.headers.get("content-type"),
    "text/html; charset=utf-8",
  );
  assert.equal(await response.text(), "<b>hi</b>");
});

test("ctx.json answers with JSON", async () => {
  const app = new App().get(
    "/",
    (ctx) => ctx.json({ a: [1] }, { status: 203, headers: { "x-a": "b" } }),
  );
  const response = await ask(app, "/");
  assert.equal(response.status, 203);
  assert.equal(response.headers.get("x-a"), "b");
  assert.equal(response.headers.get("content-type"), "application/json");
  assert.deepEqual(await response.json(), { a: [1] });
});

test("ctx.render answers with a page, status and headers", async () => {
  const app = new App()
    .get("/", (ctx) => ctx.render(<h1>hello</h1>))
    .get(
      "/teapot",
      (ctx) =>
        ctx.render(<h1>teapot</h1>, {
          status: 418,
          headers: { "X-Foo": "abc" },
        }),
    );
  const home = await ask(app, "/");
  assert.equal(home.status, 200);
  assert.equal(home.headers.get("content-type"), "text/html; charset=utf-8");
  assert.match(await home.text(), /<h1>hello<\/h1>/);
  const teapot = await ask(app, "/teapot");
  assert.equal(teapot.status, 418);
  assert.equal(teapot.headers.get("x-foo"), "abc");
});

test("ctx.next rejects instead of throwing when a later step throws", async () => {
  const app = new App()
    .use((ctx) => ctx.next().catch(() => new Response("caught")))
    .get("/", () => {
      throw new Error("at once");
    });
  assert.equal(await askText(app, "/"), "caught");
});
