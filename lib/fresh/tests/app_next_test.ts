import assert from "node:assert/strict";
import { App, type MiddlewareFn } from "fresh";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";

interface Trail {
  trail: string;
}

type Step = MiddlewareFn<Trail>;

/** Passes on what it gets. */
function passing(mark: string): Step {
  return (ctx) => {
    ctx.state.trail += mark;
    return ctx.next();
  };
}

/** Awaits what it gets. */
function waiting(mark: string): Step {
  return async (ctx) => {
    ctx.state.trail += mark;
    await Promise.resolve();
    const response = await ctx.next();
    ctx.state.trail += mark.toUpperCase();
    return response;
  };
}

const [a, b] = [passing("a"), waiting("b")];
const lazy: Step = () =>
  Promise.resolve([passing("l"), waiting("m")]) as unknown as Promise<Response>;
const atOnce: Step = () => passing("o") as unknown as Response;

/** Sequences of steps, and the path through each. */
const ROWS: [steps: Step[], way: string][] = [
  [[], ""],
  [[a], "a"],
  [[a, a, a], "aaa"],
  [[b], "bB"],
  [[a, b], "abB"],
  [[b, a], "baB"],
  [[a, a, b, a, a, b, a], "aabaabaBB"],
  [[a, lazy, a], "almaM"],
  [[b, lazy, b, a], "blmbaBMB"],
  [[a, atOnce, b], "aobB"],
];

for (const [steps, way] of ROWS) {
  test(`runs each step once, in order: ${way || "none"}`, async () => {
    const app = new App<Trail>()
      .use(async (ctx) => {
        ctx.state.trail = "";
        await ctx.next().catch(() => ctx.state.trail += "!");
        return ctx.text(ctx.state.trail);
      }, ...steps)
      .get("/sync", (ctx) => ctx.text("end"))
      .get("/async", () => Promise.resolve(new Response("end")))
      .get("/throws", () => {
        throw new Error("sync");
      })
      .get("/rejects", () => Promise.reject(new Error("async")));
    // The first request loads what is lazy, the second finds it loaded.
    for (let time = 0; time < 2; time++) {
      for (const path of ["/sync", "/async"]) {
        assert.equal(await askText(app, path), way);
      }
      const there = way.replaceAll(/[A-Z]/g, "");
      for (const path of ["/throws", "/rejects"]) {
        assert.equal(await askText(app, path), `${there}!`);
      }
    }
  });
}

test("next() throws 404 when it is called again", async () => {
  let runs = 0;
  const app = new App()
    .use(async (ctx) => {
      const first = await ctx.next();
      await assert.rejects(ctx.next(), { name: "HttpError", status: 404 });
      await assert.rejects(ctx.next(), { name: "HttpError", status: 404 });
      return first;
    })
    .use((ctx) => ctx.next())
    .get("/", (ctx) => ctx.text(`run ${++runs}`));
  assert.equal(await askText(app, "/"), "run 1");
});

test("next() never gets past a middleware that has thrown", async () => {
  const guards: Step[] = [
    () => {
      throw new Error("no");
    },
    () => Promise.reject(new Error("no")),
    async () => {
      await Promise.resolve();
      throw new Error("no");
    },
  ];
  for (const guard of guards) {
    const app = new App<Trail>()
      .use((ctx) => ctx.next().catch(() => ctx.next()))
      .use(guard)
      .get("/", (ctx) => ctx.text("secret"));
    const response = await ask(app, "/");
    assert.equal(response.status, 404);
    assert.doesNotMatch(await response.text(), /secret/);
  }
});

test("an error handler can't continue with the route either", async () => {
  const { error } = console;
  console.error = () => {};
  try {
    const app = new App()
      .onError("*", (ctx) => ctx.next())
      .use(() => {
        throw new Error("no");
      })
      .get("/", (ctx) => ctx.text("secret"));
    assert.equal((await ask(app, "/")).status, 404);
  } finally {
    console.error = error;
  }
});

test("keeps concurrent waits of two middlewares apart", async () => {
  const app = new App<Trail>()
    .use(
      (ctx) => {
        ctx.state.trail = "";
        return ctx.next();
      },
      passing("a"),
      waiting("b"),
      passing("c"),
    )
    .get("/", async (ctx) => {
      const { trail } = ctx.state;
      await new Promise((done) => setTimeout(done, 5));
      return ctx.text(trail);
    });
  const answers = Array.from({ length: 20 }, () => ask(app, "/"));
  for (const answer of await Promise.all(answers)) {
    assert.equal(await answer.text(), "abc");
  }
});

test("a middleware may answer with a stored promise", async () => {
  const app = new App<Trail>()
    .use(async (ctx) => await ctx.next())
    .use((ctx) => {
      const first = ctx.next();
      return first.then(() => first);
    })
    .get("/", (ctx) => ctx.text("end"));
  assert.equal(await askText(app, "/"), "end");
});
