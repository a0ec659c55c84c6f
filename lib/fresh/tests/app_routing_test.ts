import assert from "node:assert/strict";
import { App } from "fresh";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";

for (
  const method of ["get", "post", "put", "patch", "delete"] as const
) {
  test(`app.${method} answers its own method only`, async () => {
    const verb = method.toUpperCase();
    const app = new App()[method]("/thing", (ctx) => ctx.text(ctx.req.method));
    assert.equal(await askText(app, "/thing", { method: verb }), verb);
    const other = verb === "PUT" ? "POST" : "PUT";
    assert.equal((await ask(app, "/thing", { method: other })).status, 405);
  });
}

test("app.head takes precedence over the GET handler", async () => {
  const app = new App()
    .get("/", () => new Response("get", { headers: { "x-by": "get" } }))
    .head("/", () => new Response(null, { headers: { "x-by": "head" } }));
  const head = await ask(app, "/", { method: "HEAD" });
  assert.equal(head.headers.get("x-by"), "head");
  assert.equal((await ask(app, "/")).headers.get("x-by"), "get");
});

test("HEAD falls back to GET with its headers and no body", async () => {
  const app = new App().get(
    "/",
    () => new Response("hello", { headers: { "x-a": "b" } }),
  );
  const response = await ask(app, "/", { method: "HEAD" });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("x-a"), "b");
  assert.equal(await response.text(), "");
});

test("app.all answers every method", async () => {
  const app = new App().all("/any", (ctx) => ctx.text(ctx.req.method));
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
    assert.equal(await askText(app, "/any", { method }), method);
  }
  assert.equal((await ask(app, "/any", { method: "HEAD" })).status, 200);
});

test("answers 405 with Allow to an unknown method of a known path", async () => {
  const app = new App()
    .get("/thing", () => new Response("get"))
    .post("/thing", () => new Response("post"));
  const response = await ask(app, "/thing", { method: "DELETE" });
  assert.equal(response.status, 405);
  const allowed = (response.headers.get("allow") ?? "").split(/\s*,\s*/);
  assert.deepEqual(allowed.toSorted(), ["GET", "HEAD", "POST"]);
});

test("answers 404 to an unknown path", async () => {
  const app = new App().get("/", () => new Response("home"));
  assert.equal((await ask(app, "/nowhere")).status, 404);
  assert.equal((await ask(app, "/", {})).status, 200);
});

test("an app without routes answers 404", async () => {
  assert.equal((await ask(new App(), "/")).status, 404);
});

test("a parameter matches one segment and is passed by name", async () => {
  const app = new App().get(
    "/books/:id/chapters/:chapter",
    (ctx) => ctx.json(ctx.params),
  );
  const found = await ask(app, "/books/7/chapters/two");
  assert.deepEqual(await found.json(), { id: "7", chapter: "two" });
  assert.equal((await ask(app, "/books/7/8/chapters/two")).status, 404);
  assert.equal((await ask(app, "/books//chapters/two")).status, 404);
});

test("parameters are percent-decoded", async () => {
  const app = new App().get("/books/:id", (ctx) => ctx.text(ctx.params.id));
  assert.equal(await askText(app, "/books/caf%C3%A9"), "café");
  assert.equal(await askText(app, "/books/a%2Fb%3F%20c"), "a%2Fb%3F c");
});

test("broken percent-encoding in a parameter never causes a 500", async () => {
  const app = new App().get("/books/:id", (ctx) => ctx.text(ctx.params.id));
  for (const path of ["/books/%", "/books/%GG", "/books/%E0%A4%A"]) {
    const { status } = await ask(app, path);
    assert.ok(status < 500, `${path} gave ${status}`);
  }
});

test("a star matches the rest of the path", async () => {
  const app = new App().get("/files/*", () => new Response("file"));
  assert.equal(await askText(app, "/files/a"), "file");
  assert.equal(await askText(app, "/files/a/b/c.txt"), "file");
  assert.equal((await ask(app, "/other")).status, 404);
});

test("a named catch-all passes the rest of the path", async () => {
  const app = new App().get("/old/:path*", (ctx) => ctx.text(ctx.params.path));
  assert.equal(await askText(app, "/old/a/b"), "a/b");
});

test("an optional parameter can be omitted", async () => {
  const app = new App().get(
    "/docs{/:version}?",
    (ctx) => ctx.text(ctx.params.version || "none"),
  );
  assert.equal(await askText(app, "/docs"), "none");
  assert.equal(await askText(app, "/docs/canary"), "canary");
});

test("a static path takes precedence over a parameter in any order", async () => {
  const app = new App()
    .get("/posts/:id", () => new Response("any"))
    .get("/posts/featured", () => new Response("featured"));
  assert.equal(await askText(app, "/posts/featured"), "featured");
  assert.equal(await askText(app, "/posts/other"), "any");
});

test("the first registered of two dynamic paths wins", async () => {
  const app = new App()
    .get("/posts/:category/:slug", () => new Response("first"))
    .get("/posts/nature/:page", () => new Response("second"));
  assert.equal(await askText(app, "/posts/nature/1"), "first");
});

test("supports the full URLPattern syntax", async () => {
  const app = new App().get(
    "/x/:module@:version/:path*",
    (ctx) => ctx.json(ctx.params),
  );
  const response = await ask(app, "/x/std@1.0/http/mod.ts");
  assert.deepEqual(await response.json(), {
    module: "std",
    version: "1.0",
    path: "http/mod.ts",
  });
});

test("ignores the query in matching", async () => {
  const app = new App().get("/a", (ctx) => ctx.text(ctx.url.search));
  assert.equal(await askText(app, "/a?b=/c"), "?b=/c");
});

test("parameters named like object members are plain data", async () => {
  const app = new App().get(
    "/p/:constructor/:toString",
    (ctx) => ctx.text(String(ctx.params.constructor)),
  );
  assert.equal(await askText(app, "/p/a/b"), "a");
});

test("app.route takes a handler, and not the handlers of a route's file", async () => {
  const GET = () => new Response("got");
  const app = new App().route("/one", { handler: { GET } })
    // @ts-expect-error -- only files may name it so
    .route("/many", { handlers: { GET } });
  assert.equal(await askText(app, "/one"), "got");
  assert.equal((await ask(app, "/many")).status, 404);
});

test("several middlewares of a route run in order, and the last one answers", async () => {
  const app = new App<{ seen: string }>().get(
    "/",
    (ctx) => {
      ctx.state.seen = "1";
      return ctx.next();
    },
    (ctx) => {
      ctx.state.seen += "2";
      return ctx.next();
    },
    (ctx) => ctx.text(ctx.state.seen),
  );
  assert.equal(await askText(app, "/"), "12");
});

test("a lazy handler is loaded once, at the first request", async () => {
  let loads = 0;
  const app = new App().get("/", () => {
    loads++;
    return Promise.resolve(() => new Response("lazy"));
  });
  const handler = app.handler();
  assert.equal(loads, 0);
  for (let i = 0; i < 2; i++) {
    const response = await handler(new Request("http://localhost/"));
    assert.equal(await response.text(), "lazy");
  }
  assert.equal(loads, 1);
});

test("handlers may be asynchronous", async () => {
  const app = new App().get("/", async () => {
    await Promise.resolve();
    return new Response("later");
  });
  assert.equal(await askText(app, "/"), "later");
});
