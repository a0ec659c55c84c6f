import assert from "node:assert/strict";
import { App, HttpError } from "fresh";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";

/** Runs `work` with `console.error` replaced, and returns its arguments. */
async function withQuietConsole(
  work: () => Promise<void>,
): Promise<unknown[][]> {
  const logged: unknown[][] = [];
  const { error } = console;
  console.error = (...args: unknown[]) => void logged.push(args);
  try {
    await work();
  } finally {
    console.error = error;
  }
  return logged;
}

test("turns an HttpError into its status", async () => {
  const app = new App().get("/:status", (ctx) => {
    throw new HttpError(Number(ctx.params.status) === 403 ? 403 : 418);
  });
  assert.equal((await ask(app, "/403")).status, 403);
  assert.equal((await ask(app, "/418")).status, 418);
});

test("sends an HttpError's message to the client", async () => {
  const app = new App().get("/", () => {
    throw new HttpError(403, "Admin access required");
  });
  assert.equal(await askText(app, "/"), "Admin access required");
});

test("answers 500 without details to any other error", async () => {
  const logged = await withQuietConsole(async () => {
    const app = new App().get("/", () => {
      throw new Error("secret-in-message");
    });
    const response = await ask(app, "/");
    assert.equal(response.status, 500);
    const body = await response.text();
    assert.doesNotMatch(body, /secret-in-message|\.ts:|at /);
  });
  assert.equal(logged.length, 1, "the error is logged once");
  assert.ok(
    logged[0].some((part) =>
      part instanceof Error || String(part).includes("secret-in-message")
    ),
  );
});

test("doesn't log an HttpError below 500", async () => {
  const logged = await withQuietConsole(async () => {
    const app = new App().get("/", () => {
      throw new HttpError(404);
    });
    await ask(app, "/");
    await ask(app, "/nowhere");
  });
  assert.deepEqual(logged, []);
});

test("logs an HttpError of 500 and above with its cause", async () => {
  const cause = new Error("the disk is full");
  for (const status of [500, 503] as const) {
    const thrown = new HttpError(status, "Try again later", { cause });
    const logged = await withQuietConsole(async () => {
      const app = new App().get("/", () => {
        throw thrown;
      });
      const response = await ask(app, "/");
      assert.equal(response.status, status);
      assert.equal(await response.text(), "Try again later");
    });
    assert.deepEqual(logged, [[thrown]]);
  }
});

test("answers with the reason phrase if an HttpError has no message", async () => {
  const app = new App().get("/", () => {
    throw new HttpError(403);
  });
  assert.equal(await askText(app, "/"), "Forbidden");
});

test("accepts thrown values that aren't errors", async () => {
  await withQuietConsole(async () => {
    for (const thrown of ["text", null, undefined, 404, { status: 200 }]) {
      const app = new App().get("/", () => {
        throw thrown;
      });
      assert.equal((await ask(app, "/")).status, 500);
    }
  });
});

test("app.onError handles what is thrown below it", async () => {
  const app = new App()
    .onError("*", (ctx) => {
      const message = ctx.error instanceof Error ? ctx.error.message : "?";
      return new Response(`oops: ${message}`, { status: 500 });
    })
    .get("/thrower", () => {
      throw new Error("fail");
    })
    .get("/later", async () => {
      await Promise.resolve();
      throw new Error("fail later");
    });
  await withQuietConsole(async () => {
    const response = await ask(app, "/thrower");
    assert.equal(response.status, 500);
    assert.equal(await response.text(), "oops: fail");
    assert.equal(await askText(app, "/later"), "oops: fail later");
  });
});

test("an error handler can read an HttpError's status", async () => {
  const app = new App()
    .onError("*", (ctx) => {
      if (ctx.error instanceof HttpError) {
        return new Response("http", { status: ctx.error.status });
      }
      return new Response("other", { status: 500 });
    })
    .get("/", () => {
      throw new HttpError(409);
    });
  const response = await ask(app, "/");
  assert.equal(response.status, 409);
  assert.equal(await response.text(), "http");
});

test("the nearest of nested error handlers answers", async () => {
  const app = new App()
    .onError("*", () => new Response("outer", { status: 500 }))
    .onError("/foo/bar", () => new Response("nested", { status: 500 }))
    .get("/foo/bar/thrower", () => {
      throw new Error("fail");
    })
    .get("/foo/thrower", () => {
      throw new Error("fail");
    });
  await withQuietConsole(async () => {
    assert.equal(await askText(app, "/foo/bar/thrower"), "nested");
    assert.equal(await askText(app, "/foo/thrower"), "outer");
  });
});

test("an error thrown by a middleware reaches the error handler", async () => {
  const app = new App()
    .onError("*", () => new Response("handled", { status: 500 }))
    .use(() => {
      throw new Error("fail");
    })
    .get("/", () => new Response("home"));
  await withQuietConsole(async () => {
    assert.equal(await askText(app, "/"), "handled");
  });
});

test("answers 500 instead of breaking the connection when an error handler throws", async () => {
  const app = new App()
    .onError("*", () => {
      throw new Error("again");
    })
    .get("/", () => {
      throw new Error("fail");
    });
  await withQuietConsole(async () => {
    const response = await ask(app, "/");
    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /again|fail/);
  });
});

test("app.notFound answers for unknown paths", async () => {
  const app = new App()
    .notFound(() => new Response("Page not found", { status: 404 }))
    .get("/", () => new Response("home"));
  const response = await ask(app, "/invalid");
  assert.equal(response.status, 404);
  assert.equal(await response.text(), "Page not found");
  assert.equal(await askText(app, "/"), "home");
});

test("app.notFound also answers for a 404 thrown by a handler", async () => {
  const app = new App()
    .notFound(() => new Response("Page not found", { status: 404 }))
    .get("/thing", () => {
      throw new HttpError(404);
    });
  const response = await ask(app, "/thing");
  assert.equal(response.status, 404);
  assert.equal(await response.text(), "Page not found");
});

test("the error handler sees state set before the error", async () => {
  const app = new App<{ user?: string }>()
    .onError("*", (ctx) => ctx.text(ctx.state.user ?? "nobody"))
    .use((ctx) => {
      ctx.state.user = "ada";
      return ctx.next();
    })
    .get("/", () => {
      throw new HttpError(400);
    });
  assert.equal(await askText(app, "/"), "ada");
});
