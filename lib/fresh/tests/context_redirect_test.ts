import assert from "node:assert/strict";
import { App } from "fresh";
import { ask } from "./ask.ts";
import { test } from "./differences.ts";

async function redirect(target: string, status?: number): Promise<Response> {
  return await ask(
    new App().get("/", (ctx) => ctx.redirect(target, status)),
    "/",
  );
}

test("ctx.redirect answers 302 without a body by default", async () => {
  const response = await redirect("/new");
  assert.equal(response.status, 302);
  assert.equal(response.headers.get("location"), "/new");
  assert.equal(await response.text(), "");
  assert.equal((await redirect("/new", 307)).status, 307);
});

test("ctx.redirect keeps query and fragment unchanged", async () => {
  for (const target of ["/a?b=c&d=//e", "/a#b", "/a?next=/x//y#//z", "/"]) {
    const response = await redirect(target);
    assert.equal(response.headers.get("location"), target);
  }
});

test("ctx.redirect can lead to another site by its full URL", async () => {
  const response = await redirect("https://example.com/a//b?c");
  assert.equal(
    response.headers.get("location"),
    "https://example.com/a//b?c",
  );
});

test("a path never leads ctx.redirect to another site", async () => {
  for (
    const target of [
      "//evil.example",
      "//evil.example/path?query",
      "///evil.example",
      "/\\evil.example",
      "\\\\evil.example",
      "\\/evil.example",
      "/\t/evil.example",
      "\t//evil.example",
      " //evil.example",
    ]
  ) {
    const location = (await redirect(target)).headers.get("location");
    assert.ok(location !== null, target);
    assert.equal(
      new URL(location, "http://localhost/").host,
      "localhost",
      `${JSON.stringify(target)} became ${location}`,
    );
  }
});

test("a redirect's target can't inject a header", async () => {
  const { error } = console;
  console.error = () => {};
  try {
    const response = await redirect("/a\r\nset-cookie: stolen=1");
    assert.equal(response.headers.get("set-cookie"), null);
  } finally {
    console.error = error;
  }
});

test("middlewares can add headers to a redirect", async () => {
  const app = new App()
    .use(async (ctx) => {
      const response = await ctx.next();
      response.headers.append("set-cookie", "a=b");
      return response;
    })
    .get("/", (ctx) => ctx.redirect("/new"));
  assert.equal((await ask(app, "/")).headers.get("set-cookie"), "a=b");
});
