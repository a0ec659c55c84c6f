import assert from "node:assert/strict";
import { App, type Middleware } from "fresh";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";

interface Trail {
  trail?: string;
}

function leaving(mark: string): Middleware<Trail> {
  return (ctx) => {
    ctx.state.trail = (ctx.state.trail ?? "") + mark;
    return ctx.next();
  };
}

test("middlewares run from top to bottom, left to right", async () => {
  const app = new App<Trail>()
    .use(leaving("a"), leaving("b"))
    .use(leaving("c"))
    .get("/", (ctx) => ctx.text(ctx.state.trail ?? ""));
  assert.equal(await askText(app, "/"), "abc");
});

test("a middleware registered after a route doesn't affect it", async () => {
  const app = new App<Trail>()
    .use(leaving("a"))
    .get("/early", (ctx) => ctx.text(ctx.state.trail ?? ""))
    .use(leaving("b"))
    .get("/late", (ctx) => ctx.text(ctx.state.trail ?? ""));
  assert.equal(await askText(app, "/early"), "a");
  assert.equal(await askText(app, "/late"), "ab");
});

test("a middleware with a path applies to that path and below", async () => {
  const app = new App<Trail>()
    .use("/admin", leaving("guard"))
    .get("/", (ctx) => ctx.text(ctx.state.trail ?? "none"))
    .get("/admin", (ctx) => ctx.text(ctx.state.trail ?? "none"))
    .get("/admin/users/:id", (ctx) => ctx.text(ctx.state.trail ?? "none"))
    .get("/administrators", (ctx) => ctx.text(ctx.state.trail ?? "none"));
  assert.equal(await askText(app, "/"), "none");
  assert.equal(await askText(app, "/admin"), "guard");
  assert.equal(await askText(app, "/admin/users/1"), "guard");
  assert.equal(await askText(app, "/administrators"), "none");
});

test("several middlewares can share a path", async () => {
  const app = new App<Trail>()
    .use("/a", leaving("1"), leaving("2"))
    .get("/a/b", (ctx) => ctx.text(ctx.state.trail ?? "none"));
  assert.equal(await askText(app, "/a/b"), "12");
});

test("a middleware can answer instead of the route", async () => {
  let reached = false;
  const app = new App()
    .use(() => new Response("stop", { status: 401 }))
    .get("/", () => {
      reached = true;
      return new Response("home");
    });
  assert.equal((await ask(app, "/")).status, 401);
  assert.equal(reached, false);
});

test("a middleware can change the response", async () => {
  const app = new App()
    .use(async (ctx) => {
      const response = await ctx.next();
      response.headers.set("x-outer", "yes");
      return response;
    })
    .get("/", () => new Response("home"))
    .get("/moved", (ctx) => ctx.redirect("/"));
  assert.equal((await ask(app, "/")).headers.get("x-outer"), "yes");
  assert.equal((await ask(app, "/moved")).headers.get("x-outer"), "yes");
});

test("middlewares also run for unknown paths", async () => {
  const app = new App()
    .use(async (ctx) => {
      try {
        return await ctx.next();
      } catch {
        return new Response("caught", { status: 404 });
      } finally {
        seen = true;
      }
    })
    .get("/", () => new Response("home"));
  let seen = false;
  assert.equal((await ask(app, "/nowhere")).status, 404);
  assert.equal(seen, true);
});

test("an app with only middlewares can answer", async () => {
  const app = new App().use(() => new Response("all mine"));
  assert.equal(await askText(app, "/anything"), "all mine");
});

test("a middleware sees the parameters and pattern of the route it wraps", async () => {
  const app = new App<Trail>()
    .use((ctx) => {
      ctx.state.trail = `${ctx.route} ${ctx.params.id}`;
      return ctx.next();
    })
    .get("/user/:id", (ctx) => ctx.text(ctx.state.trail ?? ""));
  assert.equal(await askText(app, "/user/7"), "/user/:id 7");
});

test("a middleware can catch what the route throws", async () => {
  const app = new App()
    .use(async (ctx) => {
      try {
        return await ctx.next();
      } catch (error) {
        return new Response(error instanceof Error ? error.message : "?");
      }
    })
    .get("/", () => {
      throw new Error("caught by the middleware");
    });
  assert.equal(await askText(app, "/"), "caught by the middleware");
});

test("a lazy middleware is loaded once, when first needed", async () => {
  let loads = 0;
  const app = new App<Trail>()
    .use("/lazy", () => {
      loads++;
      return Promise.resolve(leaving("lazy"));
    })
    .get("/", () => new Response("home"))
    .get("/lazy", (ctx) => ctx.text(ctx.state.trail ?? ""));
  const handler = app.handler();
  const get = async (path: string) =>
    await (await handler(new Request(`http://localhost${path}`))).text();
  assert.equal(await get("/"), "home");
  assert.equal(loads, 0);
  assert.equal(await get("/lazy"), "lazy");
  assert.equal(await get("/lazy"), "lazy");
  assert.equal(loads, 1);
});

test("every request has its own state", async () => {
  const app = new App<Trail>()
    .use(leaving("x"))
    .get("/", (ctx) => ctx.text(ctx.state.trail ?? ""));
  const handler = app.handler();
  const bodies = await Promise.all(
    Array.from(
      { length: 5 },
      async () =>
        await (await handler(new Request("http://localhost/"))).text(),
    ),
  );
  assert.deepEqual(bodies, ["x", "x", "x", "x", "x"]);
});
