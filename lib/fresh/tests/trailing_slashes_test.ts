import assert from "node:assert/strict";
import { App, trailingSlashes } from "fresh";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";

function app(mode: "always" | "never") {
  return new App()
    .use(trailingSlashes(mode))
    .get("/", () => new Response("home"))
    .get("/about", () => new Response("about"))
    .get("/user/:id", (ctx) => ctx.text(ctx.params.id));
}

async function locationOf(mode: "always" | "never", path: string) {
  const response = await ask(app(mode), path);
  assert.ok(response.status >= 300 && response.status < 400, path);
  return response.headers.get("location");
}

test('"never" removes the slash', async () => {
  assert.equal(await locationOf("never", "/about/"), "/about");
  assert.equal(await askText(app("never"), "/about"), "about");
});

test('"always" adds the slash', async () => {
  assert.equal(await locationOf("always", "/about"), "/about/");
});

test('with "always" the path with its slash still finds the route', async () => {
  assert.equal(await askText(app("always"), "/about/"), "about");
  assert.equal(await askText(app("always"), "/user/7/"), "7");
});

test("leaves the root alone", async () => {
  assert.equal(await askText(app("never"), "/"), "home");
  assert.equal(await askText(app("always"), "/"), "home");
});

test("keeps the query", async () => {
  assert.equal(await locationOf("never", "/about/?a=b/&c"), "/about?a=b/&c");
  assert.equal(await locationOf("always", "/about?a=b"), "/about/?a=b");
});

test("no path leads to another site", async () => {
  for (
    const [mode, path] of [
      ["never", "//evil.example/"],
      ["never", "///evil.example//"],
      ["never", "/\\evil.example/"],
      ["always", "//evil.example"],
      ["always", "/\\evil.example"],
    ] as const
  ) {
    const response = await ask(app(mode), path);
    const location = response.headers.get("location") ?? "/";
    assert.equal(
      new URL(location, "http://localhost").host,
      "localhost",
      `${path} became ${location}`,
    );
  }
});
