import assert from "node:assert/strict";
import { App, type MiddlewareFn } from "fresh";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";

interface Trail {
  trail?: string;
}

function leaving(mark: string): MiddlewareFn<Trail> {
  return (ctx) => {
    ctx.state.trail = (ctx.state.trail ?? "") + mark;
    return ctx.next();
  };
}

const trail: MiddlewareFn<Trail> = (ctx) => ctx.text(ctx.state.trail ?? "none");

test("the first of two handlers for a path and method answers", async () => {
  for (const path of ["/", "/:id"]) {
    const app = new App()
      .get(path, () => new Response("first"))
      .get(path, () => new Response("second"))
      .all(path, (ctx) => ctx.text(`all ${ctx.req.method}`));
    const at = path.replace(":id", "7");
    assert.equal(await askText(app, at), "first");
    assert.equal(await askText(app, at, { method: "POST" }), "all POST");
  }
});

test("the first handler's next() doesn't reach the second", async () => {
  const app = new App()
    .get("/", (ctx) => ctx.next())
    .get("/", () => new Response("second"));
  assert.equal((await ask(app, "/")).status, 404);
});

test("a method's middlewares are those before its own handler", async () => {
  const app = new App<Trail>()
    .get("/", trail)
    .use(leaving("late"))
    .post("/", trail);
  assert.equal(await askText(app, "/"), "none");
  assert.equal(await askText(app, "/", { method: "POST" }), "late");
});

test("middlewares of shorter paths run first", async () => {
  const app = new App<Trail>()
    .use("/a/b", leaving("3"))
    .use("/a", leaving("2"))
    .use(leaving("1"))
    .use("/a", leaving("+"))
    .get("/a/b", trail);
  assert.equal(await askText(app, "/a/b"), "12+3");
});

test("all middlewares of a path run before its 405", async () => {
  const app = new App()
    .use("/private", () => new Response("log in", { status: 401 }))
    .get("/private/page", () => new Response("secret"));
  const response = await ask(app, "/private/page", { method: "DELETE" });
  assert.equal(response.status, 401);
});

test("a mounted app's handler stays behind its middlewares if another method is overridden", async () => {
  const inner = new App<Trail>().use(leaving("inner"))
    .get("/x", trail).post("/x", trail);
  const app = new App<Trail>().get("/m/x", trail).mountApp("/m", inner);
  assert.equal(await askText(app, "/m/x"), "none");
  assert.equal(await askText(app, "/m/x", { method: "POST" }), "inner");
});
