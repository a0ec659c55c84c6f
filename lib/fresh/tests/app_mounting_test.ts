import assert from "node:assert/strict";
import { App } from "fresh";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";

test("a mounted app answers below its path", async () => {
  const inner = new App()
    .get("/", () => new Response("inner home"))
    .get("/users/:id", (ctx) => ctx.text(`user ${ctx.params.id}`));
  const app = new App()
    .get("/", () => new Response("outer home"))
    .mountApp("/api", inner);
  assert.equal(await askText(app, "/"), "outer home");
  assert.equal(await askText(app, "/api"), "inner home");
  assert.equal(await askText(app, "/api/users/7"), "user 7");
  assert.equal((await ask(app, "/users/7")).status, 404);
});

test("an app can be mounted at the root", async () => {
  const robots = new App().get("/robots.txt", () => new Response("robots"));
  const app = new App()
    .mountApp("/", robots)
    .get("/", () => new Response("home"));
  assert.equal(await askText(app, "/robots.txt"), "robots");
  assert.equal(await askText(app, "/"), "home");
});

test("a mounted app's middlewares apply to it only, and the outer ones wrap it", async () => {
  const inner = new App<{ trail?: string }>()
    .use((ctx) => {
      ctx.state.trail = (ctx.state.trail ?? "") + "inner";
      return ctx.next();
    })
    .get("/", (ctx) => ctx.text(ctx.state.trail ?? "none"));
  const app = new App<{ trail?: string }>()
    .use((ctx) => {
      ctx.state.trail = "outer ";
      return ctx.next();
    })
    .mountApp("/in", inner)
    .get("/out", (ctx) => ctx.text(ctx.state.trail ?? "none"));
  assert.equal(await askText(app, "/in"), "outer inner");
  assert.equal(await askText(app, "/out"), "outer ");
});

test("a mounted app keeps its base path", async () => {
  const inner = new App({ basePath: "/v1" })
    .get("/users", () => new Response("users"));
  const app = new App().mountApp("/api", inner);
  assert.equal(await askText(app, "/api/v1/users"), "users");
  assert.equal((await ask(app, "/api/users")).status, 404);
});

test("a base path precedes every route", async () => {
  const app = new App({ basePath: "/my-app" })
    .get("/", () => new Response("home"))
    .get("/about", (ctx) => ctx.text(ctx.config.basePath));
  assert.equal(await askText(app, "/my-app/about"), "/my-app");
  assert.equal(await askText(app, "/my-app"), "home");
  assert.equal(await askText(app, "/my-app/"), "home");
  assert.equal((await ask(app, "/about")).status, 404);
  assert.equal((await ask(app, "/my-apparel")).status, 404);
});

test("a base path precedes a middleware's path too", async () => {
  const app = new App({ basePath: "/base" })
    .use("/admin", () => new Response("stop", { status: 401 }))
    .get("/admin/x", () => new Response("x"))
    .get("/x", () => new Response("open"));
  assert.equal((await ask(app, "/base/admin/x")).status, 401);
  assert.equal(await askText(app, "/base/x"), "open");
});
