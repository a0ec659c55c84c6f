import assert from "node:assert/strict";
import { ask } from "./ask.ts";
import { test } from "./differences.ts";
import { buildSite, fixture } from "./site.ts";

const site = (await buildSite(fixture("site")))();
const legacy = (await buildSite(fixture("legacy")))();

/**
 * Sends a request with `console.error` replaced; returns the number of lines
 * logged.
 */
async function askQuietly(...question: Parameters<typeof ask>) {
  let logged = 0;
  const { error } = console;
  console.error = () => void logged++;
  try {
    const response = await ask(...question);
    return { response, html: await response.text(), logged };
  } finally {
    console.error = error;
  }
}

test("_404 answers for a path without a file", async () => {
  const { response, html, logged } = await askQuietly(site, "/nowhere/x/y");
  assert.equal(response.status, 404);
  assert.match(html, /No page at \/nowhere\/x\/y/);
  assert.equal(logged, 0);
});

test("_404 answers for a 404 thrown by a handler", async () => {
  const { response, html } = await askQuietly(site, "/missing");
  assert.equal(response.status, 404);
  assert.match(html, /No page at \/missing/);
});

test("_error answers for an HttpError with its status", async () => {
  const { response, html, logged } = await askQuietly(site, "/teapot");
  assert.equal(response.status, 418);
  assert.match(html, /Error page for 418/);
  assert.equal(logged, 0);
});

test("_error answers 500 to anything else and decides about logging itself", async () => {
  const { response, html, logged } = await askQuietly(site, "/boom");
  assert.equal(response.status, 500);
  assert.match(html, /Error page for 500/);
  assert.doesNotMatch(html, /secret-detail/);
  assert.equal(logged, 0);
});

test("_error answers for a method that isn't allowed and keeps Allow", async () => {
  const { response, html } = await askQuietly(site, "/api/methods", {
    method: "POST",
  });
  assert.equal(response.status, 405);
  assert.equal(response.headers.get("allow"), "GET, HEAD, PUT");
  assert.match(html, /Error page for 405/);
});

test("error pages render inside the app wrapper and the root layout", async () => {
  for (const path of ["/nowhere", "/boom"]) {
    const { html } = await askQuietly(site, path);
    assert.match(html, /<title>Site \//);
    assert.match(html, /<main class="root"><p>/);
  }
});

test("_error handles what _middleware throws", async () => {
  const { response, html, logged } = await askQuietly(site, "/about?fail");
  assert.equal(response.status, 500);
  assert.match(html, /Error page for 500/);
  assert.doesNotMatch(html, /secret-detail/);
  assert.equal(logged, 0);
});

test("middlewares see what was thrown, not the response of the root's error pages", async () => {
  for (const path of ["/about?fail", "/boom", "/teapot", "/nowhere"]) {
    const { response } = await askQuietly(site, path);
    assert.equal(response.headers.get("x-app"), null, path);
    assert.equal(response.headers.get("x-trail"), null, path);
  }
});

test("outer middlewares see the response of a folder's _error, its own see the error", async () => {
  const { response, html } = await askQuietly(site, "/admin/deep/broken");
  assert.equal(response.status, 500);
  assert.match(html, /Deep error page/);
  assert.equal(response.headers.get("x-app"), "yes");
  const trail = response.headers.get("x-trail");
  assert.equal(trail, "root admin-1 admin-2 deep caught");
});

test("HEAD for an error page has its status and no body", async () => {
  const { response, html } = await askQuietly(site, "/nowhere", {
    method: "HEAD",
  });
  assert.equal(response.status, 404);
  assert.equal(html, "");
});

test("_500, the older name, still works", async () => {
  const { response, html } = await askQuietly(legacy, "/");
  assert.equal(response.status, 500);
  assert.match(html, /Old error page/);
  assert.doesNotMatch(html, /secret-detail/);
});
