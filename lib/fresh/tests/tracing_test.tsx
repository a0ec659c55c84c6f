import assert from "node:assert/strict";
import { App, HttpError, page } from "fresh";
import config from "../deno.json" with { type: "json" };
import { loadSpans } from "../tracing.ts";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";
import { type Recorded, Recorder } from "./recorder.ts";
import { assetPath, removeFiles, site } from "./static_site.tsx";

/** Created by the first test that needs it, after the one without. */
let recorder: Recorder | undefined;

/** Sends a request; returns its spans. */
async function spansOf(
  app: App<unknown>,
  path: string,
  init?: RequestInit,
): Promise<Recorded[]> {
  recorder ??= new Recorder();
  const { error } = console;
  console.error = () => {};
  try {
    const response = await recorder.request(() => ask(app, path, init));
    await response.body?.cancel();
  } finally {
    console.error = error;
  }
  assert.ok(recorder.spans.every(({ ended }) => ended), "all spans end");
  return recorder.spans.slice();
}

/** The names of spans, each after its parent's. */
function tree(spans: readonly Recorded[]): string[] {
  return spans.map(({ name, parent }) => `${parent ?? ""} > ${name}`);
}

const app = new App()
  .use((ctx) => ctx.next())
  .get("/text", () => new Response("text"))
  .get("/fails", () => {
    throw new TypeError("secret");
  })
  .route("/page/:id", {
    handler: {
      GET: (ctx) => {
        if (ctx.params.id === "0") throw new HttpError(404);
        if (ctx.params.id === "1") throw new TypeError("secret");
        return page(1);
      },
    },
    component: async () => {
      await Promise.resolve();
      return <p>page</p>;
    },
  })
  .route("/broken", {
    component: () => {
      throw new RangeError("secret");
    },
  })
  .route("/lazy", () => Promise.resolve({ component: () => <p>lazy</p> }));

test("records nothing unless traces are exported", async () => {
  assert.doesNotMatch(await askText(app, "/page/7"), /traceparent/);
  assert.equal(loadSpans(), null);
});

test("records the middlewares, the handler and the rendering of a page", async () => {
  const spans = await spansOf(app, "/page/7?token=secret");
  assert.deepEqual(tree(spans), [
    " > GET /page/:id",
    "GET /page/:id > middlewares",
    "middlewares > handler",
    "middlewares > invoke async component",
    "middlewares > render",
  ]);
  assert.deepEqual(spans.map(({ attributes }) => attributes), [
    { "http.route": "/page/:id" },
    { "fresh.middleware.count": 2 },
    { "fresh.span_type": "fs_routes/handler" },
    {
      "fresh.span_type": "fs_routes/async_component",
      "fresh.component_response": "jsx",
    },
    { "fresh.span_type": "render" },
  ]);
  assert.equal(spans[1].scope, `fresh ${config.version}`);
});

test("records an error of the server by its name only", async () => {
  for (
    const [path, last, name] of [
      ["/fails", "middlewares", "TypeError"],
      ["/page/1", "handler", "TypeError"],
      ["/broken", "render", "RangeError"],
    ]
  ) {
    const span = (await spansOf(app, path)).at(-1)!;
    assert.equal(span.name, last);
    assert.deepEqual(span.exceptions, [{ name }]);
    assert.equal(span.status, 2);
  }
});

test("an error of the client is no failed span", async () => {
  for (const path of ["/page/0", "/nowhere"]) {
    for (const { exceptions, status } of await spansOf(app, path)) {
      assert.deepEqual(exceptions, []);
      assert.equal(status, 0);
    }
  }
});

test("names the request by its route, and never by an unknown method", async () => {
  const [known] = await spansOf(app, "/text", { method: "POST" });
  assert.equal(known.name, "POST /text");
  const [unknown] = await spansOf(app, "/text", { method: "BREW" });
  assert.equal(unknown.name, "HTTP /text");
  const [unmatched] = await spansOf(app, "/secret");
  assert.equal(unmatched.name, "GET");
  assert.deepEqual(unmatched.attributes, {});
});

test("creates no spans inside one that isn't recorded", async () => {
  recorder ??= new Recorder();
  recorder.isSampling = false;
  try {
    const spans = await spansOf(app, "/page/7");
    assert.deepEqual(tree(spans), [" > GET /page/:id"]);
  } finally {
    recorder.isSampling = true;
  }
});

test("records the loading of a lazy route once", async () => {
  const loads = async () =>
    tree(await spansOf(app, "/lazy")).filter((each) => each.includes("lazy-"));
  assert.deepEqual(await loads(), ["middlewares > lazy-route"]);
  assert.deepEqual(await loads(), []);
});

test("records how a static file is cached", async () => {
  const bust = await assetPath();
  const key = new URL(bust, "http://localhost").searchParams.get("__frsh_c");
  const { headers } = await ask(site, bust, { method: "HEAD" });
  const known = { "if-none-match": headers.get("etag")! };
  const cases: [string, RequestInit, Record<string, unknown>][] = [
    ["/style.css", {}, { "fresh.cache": "no_cache" }],
    [bust, {}, { "fresh.cache": "immutable", "fresh.cache_key": key }],
    ["/style.css", { headers: known }, { "fresh.cache": "not_modified" }],
    ["/style.css?__frsh_c=old", {}, {
      "fresh.cache": "invalid_bust_key",
      "fresh.cache_key": "old",
    }],
  ];
  for (const [path, init, attributes] of cases) {
    const span = (await spansOf(site, path, init)).at(-1)!;
    assert.equal(span.name, "static file");
    const type = { "fresh.span_type": "static_file" };
    assert.deepEqual(span.attributes, { ...type, ...attributes }, path);
  }
});

test("a page tells its trace and span", async () => {
  recorder ??= new Recorder();
  const html = await recorder.request(() => askText(app, "/page/7"));
  const id = recorder.spans.findIndex(({ name }) => name === "render") + 1;
  const span = id.toString(16).padStart(16, "0");
  const parent = `00-0af7651916cd43dd8448eb211c80319c-${span}-01`;
  assert.ok(
    html.includes(`<meta name="traceparent" content="${parent}"/></head>`),
  );
});

Deno.test.afterAll(removeFiles);
