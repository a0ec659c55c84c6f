import assert from "node:assert/strict";
import { App, staticFiles } from "fresh";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";
import {
  bigContent,
  files,
  latin1,
  removeFiles,
  site,
} from "./static_site.tsx";

Deno.test.afterAll(removeFiles);

test("a file in static/ takes precedence over any route", async () => {
  assert.equal(await askText(site, "/hello.txt"), "hello");
  assert.equal(await askText(site, "/nested/deep/file.txt"), "deep");
  assert.equal(await askText(site, "/"), "home");
});

test("passes paths without a file on to the routes", async () => {
  assert.equal((await ask(site, "/nothing.txt")).status, 404);
  assert.equal((await ask(site, "/nested")).status, 404);
  assert.equal((await ask(site, "/nested/")).status, 404);
});

test("the content type follows from the file's name", async () => {
  const types = {
    "/hello.txt": "text/plain",
    "/style.css": "text/css",
    "/script.js": "text/javascript",
    "/picture.svg": "image/svg+xml",
    "/data.json": "application/json",
    "/page.html": "text/html",
    "/unknown.zzz": "application/octet-stream",
  };
  for (const [path, type] of Object.entries(types)) {
    const actual = (await ask(site, path)).headers.get("content-type") ?? "";
    assert.equal(actual.split(";")[0], type, path);
  }
});

test("text files declare UTF-8", async () => {
  const type = (await ask(site, "/hello.txt")).headers.get("content-type");
  assert.match(type ?? "", /charset=utf-8/i);
});

test("the content length is the file's size", async () => {
  assert.equal(
    (await ask(site, "/hello.txt")).headers.get("content-length"),
    "5",
  );
  assert.equal(
    (await ask(site, "/empty.txt")).headers.get("content-length"),
    "0",
  );
});

test("a file is the same the second time, small or large", async () => {
  const handler = site.handler();
  for (const [path, content] of [["hello", "hello"], ["big", bigContent]]) {
    for (let i = 0; i < 2; i++) {
      const request = new Request(`http://localhost/${path}.txt`);
      assert.equal(await (await handler(request)).text(), content);
    }
  }
});

test("sends a file's bytes unchanged, text or not", async () => {
  const handler = site.handler();
  const bom = new TextEncoder().encode(files["static/bom.txt"]);
  for (const [path, content] of [["bom", bom], ["latin1", latin1]] as const) {
    for (let i = 0; i < 2; i++) {
      const request = new Request(`http://localhost/${path}.txt`);
      const response = await handler(request);
      assert.deepEqual(await response.bytes(), content);
      assert.equal(
        response.headers.get("content-length"),
        String(content.length),
      );
    }
  }
});

test("HEAD returns the headers only", async () => {
  const get = await ask(site, "/hello.txt");
  const head = await ask(site, "/hello.txt", { method: "HEAD" });
  assert.deepEqual([...head.headers], [...get.headers]);
  assert.equal(await head.text(), "");
});

test("answers 405 to other methods on a file", async () => {
  for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
    assert.equal((await ask(site, "/style.css", { method })).status, 405);
  }
});

test("staticFiles() passes every request on without a build", async () => {
  const app = new App().use(staticFiles()).get("/", () => new Response("home"));
  assert.equal(await askText(app, "/"), "home");
});
