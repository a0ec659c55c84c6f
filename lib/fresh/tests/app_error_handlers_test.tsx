import assert from "node:assert/strict";
import { App, HttpError, type MiddlewareFn, type PageProps } from "fresh";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";

/** Sets a header on the response it gets. */
function marking(mark: string): MiddlewareFn<unknown> {
  return async (ctx) => {
    const response = await ctx.next();
    response.headers.set(`x-${mark}`, String(response.status));
    return response;
  };
}

function failing(): Response {
  throw new HttpError(503);
}

const sorry = () => new Response("sorry", { status: 500 });

function Layout({ Component }: PageProps<unknown, unknown>) {
  return (
    <main>
      <Component />
    </main>
  );
}

test("ctx.error is what a middleware catches", async () => {
  const caught: MiddlewareFn<unknown> = async (ctx) => {
    assert.equal(ctx.error, null);
    try {
      return await ctx.next();
    } catch (error) {
      assert.equal(ctx.error, error);
      return ctx.text(`caught ${error}`);
    }
  };
  const app = new App()
    .use(caught)
    .use((ctx) => ctx.next())
    .get("/sync", () => {
      throw "sync";
    })
    .get("/async", () => Promise.reject("async"))
    .get("/changed", (ctx) => {
      return ctx.next().catch(() => {
        throw "changed";
      });
    });
  assert.equal(await askText(app, "/sync"), "caught sync");
  assert.equal(await askText(app, "/async"), "caught async");
  assert.equal(await askText(app, "/changed"), "caught changed");
  assert.match(await askText(app, "/nowhere"), /caught HttpError/);
});

test("ctx.render in a middleware that catches has the usual status", async () => {
  const app = new App()
    .use((ctx) => ctx.next().catch(() => ctx.render(<p>caught</p>)))
    .get("/", failing);
  const response = await ask(app, "/");
  assert.equal(response.status, 200);
  assert.match(await response.text(), /<p>caught/);
});

test("the page of an error route has the error's status", async () => {
  const app = new App()
    .onError("*", { component: () => <p>sorry</p> })
    .get("/", failing);
  assert.equal((await ask(app, "/")).status, 503);
});

test("app.onError handles errors of routes after it", async () => {
  const app = new App()
    .get("/early", failing)
    .onError("*", sorry)
    .get("/late", failing);
  const { error } = console;
  console.error = () => {};
  try {
    assert.equal((await ask(app, "/early")).status, 503);
    assert.equal(await askText(app, "/late"), "sorry");
  } finally {
    console.error = error;
  }
});

test("a second app.onError for a path replaces the first for later routes", async () => {
  const app = new App()
    .onError("*", () => new Response("first"))
    .get("/early", failing)
    .onError("*", () => new Response("second"))
    .get("/late", failing);
  assert.equal(await askText(app, "/early"), "first");
  assert.equal(await askText(app, "/late"), "second");
});

test("middlewares see what was thrown, not the root's error response", async () => {
  const app = new App()
    .use(marking("before"))
    .onError("*", sorry)
    .use(marking("after"))
    .get("/", failing);
  const response = await ask(app, "/");
  assert.equal(await response.text(), "sorry");
  assert.equal(response.headers.get("x-before"), null);
  assert.equal(response.headers.get("x-after"), null);
});

test("outer middlewares see the response of a path's error handler", async () => {
  const app = new App()
    .use("/a", marking("inner"))
    .onError("/a", sorry)
    .use(marking("outer"))
    .get("/a/b", failing);
  const response = await ask(app, "/a/b");
  assert.equal(await response.text(), "sorry");
  assert.equal(response.headers.get("x-outer"), "500");
  assert.equal(response.headers.get("x-inner"), null);
});

test("a path's error handler handles what its middlewares throw, and no outer ones", async () => {
  const { error } = console;
  console.error = () => {};
  try {
    const own = new App().onError("/a", sorry).use("/a", failing)
      .get("/a/b", () => new Response("b"));
    assert.equal(await askText(own, "/a/b"), "sorry");
    const outer = new App().onError("/a", sorry).use(failing)
      .get("/a/b", () => new Response("b"));
    assert.equal((await ask(outer, "/a/b")).status, 503);
  } finally {
    console.error = error;
  }
});

test("an outer error handler gets what an inner one throws, and the first error is logged", async () => {
  const { error } = console;
  const logged: unknown[] = [];
  console.error = (thrown: unknown) => void logged.push(thrown);
  try {
    const first = new Error("first");
    const app = new App()
      .onError("*", (ctx) => ctx.text(String(ctx.error)))
      .onError("/a", () => {
        throw "second";
      })
      .get("/a/b", () => {
        throw first;
      });
    assert.equal(await askText(app, "/a/b"), "second");
    assert.deepEqual(logged, [first]);
  } finally {
    console.error = error;
  }
});

test("app.notFound handles every 404, wherever it is added", async () => {
  const app = new App()
    .onError("*", sorry)
    .onError("/a", sorry)
    .get("/a/b", () => {
      throw new HttpError(404);
    })
    .notFound(() => new Response("missing", { status: 404 }))
    .use("/guarded", () => {
      throw new HttpError(404);
    })
    .get("/guarded", () => new Response("secret"));
  for (const path of ["/a/b", "/guarded", "/nowhere"]) {
    assert.equal(await askText(app, path), "missing", path);
  }
});

test("middlewares see the response of app.notFound if a handler threw 404", async () => {
  const app = new App()
    .notFound(() => new Response("missing", { status: 404 }))
    .use(marking("seen"))
    .get("/thrown", () => {
      throw new HttpError(404);
    });
  assert.equal((await ask(app, "/thrown")).headers.get("x-seen"), "404");
  assert.equal((await ask(app, "/nowhere")).headers.get("x-seen"), null);
});

test("app.onError handles what app.notFound throws", async () => {
  const app = new App()
    .onError("*", (ctx) => ctx.text(`sorry: ${ctx.error}`))
    .notFound(() => {
      throw "not even that";
    })
    .get("/thrown", () => {
      throw new HttpError(404);
    });
  assert.equal(await askText(app, "/nowhere"), "sorry: not even that");
  assert.equal(await askText(app, "/thrown"), "sorry: not even that");
});

test("error pages have the layouts of their path, and 404 those of the route", async () => {
  const app = new App()
    .layout("*", Layout)
    .layout("/a", ({ Component }) => (
      <section>
        <Component />
      </section>
    ))
    .onError("*", { component: () => <p>sorry</p> })
    .notFound({ component: () => <p>missing</p> })
    .get("/a/b", failing)
    .get("/a/missing", () => {
      throw new HttpError(404);
    });
  assert.match(await askText(app, "/a/b"), /<body><main><p>sorry/);
  const missing = await ask(app, "/a/missing");
  assert.equal(missing.status, 404);
  assert.match(await missing.text(), /<main><section><p>missing/);
  const nowhere = await ask(app, "/nowhere");
  assert.equal(nowhere.status, 404);
  assert.match(await nowhere.text(), /<body><main><p>missing/);
});

test("app.onError of a mounted app is for its path", async () => {
  const inner = new App().use(marking("inner")).onError("*", sorry)
    .get("/fails", failing);
  const app = new App().use(marking("outer")).mountApp("/in", inner);
  const response = await ask(app, "/in/fails");
  assert.equal(await response.text(), "sorry");
  assert.equal(response.headers.get("x-outer"), "500");
  assert.equal(response.headers.get("x-inner"), null);
});
