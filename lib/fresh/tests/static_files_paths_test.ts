import assert from "node:assert/strict";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";
import { assetPath, removeFiles, site, siteApp } from "./static_site.tsx";

Deno.test.afterAll(removeFiles);

test("files are below the app's base path", async () => {
  const based = siteApp("/base");
  assert.equal(await askText(based, "/base/hello.txt"), "hello");
  assert.equal((await ask(based, "/hello.txt")).status, 404);
  const path = await assetPath(based, "/base/linked");
  const response = await ask(based, path);
  assert.match(response.headers.get("cache-control") ?? "", /immutable/, path);
});

test("finds names with spaces, symbols and other scripts", async () => {
  assert.equal(await askText(site, "/sp%20ace.txt"), "space");
  assert.equal(await askText(site, "/C%23.txt"), "sharp");
  assert.equal(await askText(site, "/%E8%A5%BF%E5%AE%89.txt"), "xi'an");
  assert.equal(await askText(site, "/50%25.txt"), "percent");
});

test("no path leads out of static/ or breaks the server", async () => {
  for (
    const path of [
      "/../secret.txt",
      "/..%2fsecret.txt",
      "/%2e%2e/secret.txt",
      "/%2e%2e%2fsecret.txt",
      "/%252e%252e%252fsecret.txt",
      "/..\\secret.txt",
      "/..%5csecret.txt",
      "/nested/../../secret.txt",
      "/nested/..%2f..%2fsecret.txt",
      "/../static-secret/secret.txt",
      "/..%2fstatic-secret/secret.txt",
      "/static/hello.txt",
      "/hello.txt%00",
      "/hello.txt%00.css",
      "/%00",
      "/%",
      "/%zz",
      "/%E0%A4%A",
      "/hello.txt/",
      "/hello.txt/.",
      "/constructor",
      "/__proto__",
      "/main.ts",
      "/deno.json",
    ]
  ) {
    const response = await ask(site, path);
    const text = await response.text();
    assert.ok(response.status < 500, `${path} gave ${response.status}`);
    assert.doesNotMatch(text, /^secret$/, path);
    if (!path.startsWith("/hello.txt/.")) assert.notEqual(text, "hello", path);
  }
});
