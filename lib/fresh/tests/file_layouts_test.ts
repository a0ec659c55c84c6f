import assert from "node:assert/strict";
import { askText } from "./ask.ts";
import { test } from "./differences.ts";
import { buildSite, fixture } from "./site.ts";

const site = (await buildSite(fixture("site")))();

test("_app wraps _layout, which wraps the page", async () => {
  const html = await askText(site, "/about");
  assert.match(html, /^<!DOCTYPE html><html lang="en"/i);
  assert.match(html, /<title>Site \/about<\/title>/);
  assert.match(html, /<body><main class="root"><h1>About<\/h1><\/main>/);
});

test("_layout files nest with their folders and see the state", async () => {
  assert.match(
    await askText(site, "/admin"),
    /<main class="root"><section class="admin" data-trail="root admin-1 admin-2"><h1>Admin/,
  );
});

test("_layout of a group wraps that group only", async () => {
  assert.match(
    await askText(site, "/prices"),
    /<main class="root"><div class="marketing"><h1>Prices/,
  );
  assert.match(
    await askText(site, "/contact"),
    /<main class="root"><h1>Contact/,
  );
});

test("a page can skip inherited layouts", async () => {
  const html = await askText(site, "/admin/bare");
  assert.match(html, /<body><h1>Bare<\/h1>/);
});

test("a _layout can skip the layouts above it", async () => {
  const html = await askText(site, "/admin/deep/page");
  assert.match(html, /<body><section class="deep"><h1>Deep/);
});

test("a page can skip the app wrapper", async () => {
  const html = await askText(site, "/embed");
  assert.match(html, /<h1>Embed<\/h1>/);
  assert.doesNotMatch(html, /<title>Site/);
});

test("layouts wrap pages only, not a handler's own response", async () => {
  assert.equal(await askText(site, "/blog/foo/comments"), "comments on foo");
});
