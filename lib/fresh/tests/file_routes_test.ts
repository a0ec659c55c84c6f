import assert from "node:assert/strict";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";
import { buildSite, fixture } from "./site.ts";

const siteApp = await buildSite(fixture("site"));
const site = siteApp();

const pages = [
  ["/", "<h1>Home</h1>"],
  ["/about", "<h1>About</h1>"],
  ["/blog", "one</li>"],
  ["/blog/foo", "Post foo"],
  ["/blog/caf%C3%A9", "Post café"],
  ["/blog/foo/comments", "comments on foo"],
  ["/old/foo", "old foo"],
  ["/old/bar/baz", "old bar/baz"],
  ["/docs", "docs latest"],
  ["/docs/canary", "docs canary"],
  ["/prices", "<h1>Prices</h1>"],
  ["/contact", "<h1>Contact</h1>"],
  ["/shop", "<p>card</p>"],
] as const;

for (const [path, content] of pages) {
  test(`${path} is found by its file's name`, async () => {
    const html = await askText(site, path);
    assert.ok(html.includes(content), html);
  });
}

test("a file's name takes precedence over a parameter, and a parameter over a catch-all", async () => {
  assert.match(await askText(site, "/blog/new"), /New post/);
  assert.match(await askText(site, "/blog/other"), /Post other/);
  assert.match(await askText(site, "/blog/some/thing/else"), /Rest some/);
});

test("names in parentheses or with an underscore aren't routes", async () => {
  for (
    const path of [
      "/(marketing)/prices",
      "/%28marketing%29/prices",
      "/marketing/prices",
      "/Hidden",
      "/_components/Hidden",
      "/(_components)/Hidden",
      "/shop/Card",
      "/shop/(_components)/Card",
      "/_app",
      "/_layout",
      "/_middleware",
      "/_404",
      "/_error",
      "/about.tsx",
      "/index",
    ]
  ) {
    assert.match(await askText(site, path), /No page at/, path);
  }
});

test("ctx.route of a file route is its pattern", async () => {
  assert.match(await askText(site, "/blog/foo"), /at \/blog\/:slug/);
});

test("handlers by method answer their own, and 405 lists them for others", async () => {
  const put = await ask(site, "/api/methods", { method: "PUT" });
  assert.equal(await put.text(), "put");
  const head = await ask(site, "/api/methods", { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.equal(await head.text(), "");
  const refused = await ask(site, "/api/methods", { method: "POST" });
  assert.equal(refused.status, 405);
  const allowed = (refused.headers.get("allow") ?? "").split(/\s*,\s*/);
  assert.deepEqual(allowed.toSorted(), ["GET", "HEAD", "PUT"]);
});

test("a handler function answers every method", async () => {
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    assert.equal(await askText(site, "/api/all", { method }), method);
  }
});

test("a component alone answers every method", async () => {
  for (const method of ["HEAD", "POST", "PUT"]) {
    assert.equal((await ask(site, "/about", { method })).status, 200, method);
  }
});

test("page() sets the component's data and the response's status and headers", async () => {
  const response = await ask(site, "/blog");
  assert.equal(response.status, 203);
  assert.equal(response.headers.get("x-posts"), "2");
});

test("a handler beside a component may return a response", async () => {
  const response = await ask(site, "/blog", { method: "POST" });
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/blog/new");
});

test("an asynchronous page may return a response", async () => {
  const response = await ask(site, "/answering");
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/about");
});

test("routeOverride replaces the file's name", async () => {
  const response = await ask(site, "/x/std@1.0/http/mod.ts");
  assert.deepEqual(await response.json(), {
    module: "std",
    version: "1.0",
    path: "http/mod.ts",
  });
  assert.match(await askText(site, "/api/override"), /No page at/);
});

test("file routes can be mounted at a path", async () => {
  const mounted = siteApp({}, "/mounted");
  assert.match(await askText(mounted, "/mounted"), /<h1>Home/);
  assert.match(await askText(mounted, "/mounted/blog/foo"), /Post foo/);
  assert.doesNotMatch(await askText(mounted, "/blog/foo"), /Post foo/);
});

test("file routes are below the app's base path", async () => {
  const based = siteApp({ basePath: "/apps/site" });
  assert.match(await askText(based, "/apps/site"), /<h1>Home/);
  assert.match(await askText(based, "/apps/site/"), /<h1>Home/);
  assert.match(await askText(based, "/apps/site/blog/foo"), /Post foo/);
  assert.doesNotMatch(await askText(based, "/blog/foo"), /Post foo/);
});

test("one build serves several apps", async () => {
  assert.match(await askText(siteApp(), "/about"), /About/);
  assert.match(await askText(siteApp(), "/about"), /About/);
});
