import assert from "node:assert/strict";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";
import { assetPath, removeFiles, site, siteApp } from "./static_site.tsx";

Deno.test.afterAll(removeFiles);

test("answers 304 without a body to a client that has the file", async () => {
  const etag = (await ask(site, "/hello.txt")).headers.get("etag");
  assert.ok(etag);
  const strong = etag.replace("W/", "");
  for (const value of [etag, strong, `"other", ${etag}`, "*"]) {
    const response = await ask(site, "/hello.txt", {
      headers: { "if-none-match": value },
    });
    assert.equal(response.status, 304, value);
    assert.equal(response.headers.get("etag"), etag);
    assert.match(response.headers.get("cache-control") ?? "", /no-cache/);
    assert.equal(await response.text(), "");
  }
});

test("sends the file to a client with another version", async () => {
  for (const value of ['"other"', 'W/"other"', "", "garbage"]) {
    const response = await ask(site, "/hello.txt", {
      headers: { "if-none-match": value },
    });
    assert.equal(response.status, 200, value);
    assert.equal(await response.text(), "hello");
  }
});

test("files with different content have different ETags", async () => {
  const one = (await ask(site, "/hello.txt")).headers.get("etag");
  const other = (await ask(site, "/style.css")).headers.get("etag");
  assert.notEqual(one, other);
});

test("a plain path is never stored", async () => {
  const control = (await ask(site, "/style.css")).headers.get("cache-control");
  assert.match(control ?? "", /no-cache, no-store/);
});

test("a path from asset() is immutable", async () => {
  const path = await assetPath();
  const response = await ask(site, path);
  assert.equal(response.status, 200);
  assert.equal(
    response.headers.get("cache-control"),
    "public, max-age=31536000, immutable",
  );
});

test("asset() keeps an existing query", async () => {
  const html = await askText(site, "/linked");
  const path = html.match(/href="([^"]*theme=dark[^"]*)"/)?.[1];
  assert.ok(path);
  const response = await ask(site, path.replaceAll("&amp;", "&"));
  assert.match(response.headers.get("cache-control") ?? "", /immutable/);
});

test("a path from another build's asset() leads to the current file", async () => {
  const { searchParams } = new URL(await assetPath(), "http://localhost");
  const [name] = searchParams.keys();
  const response = await ask(site, `/style.css?a=b&${name}=0123456789abcdef`);
  assert.equal(response.status, 307);
  assert.equal(response.headers.get("location"), "/style.css?a=b");
});

test("in development nothing is stored or answered with 304", async () => {
  const app = siteApp(undefined, "development");
  const etag = (await ask(site, "/style.css")).headers.get("etag") ?? "";
  const headers = { "if-none-match": etag };
  const response = await ask(app, "/style.css", { headers });
  assert.equal(response.status, 200);
  assert.match(response.headers.get("cache-control") ?? "", /no-store/);
});
