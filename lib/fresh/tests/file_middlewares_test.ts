import assert from "node:assert/strict";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";
import { buildSite, fixture } from "./site.ts";

const site = (await buildSite(fixture("site")))();

async function trailOf(path: string) {
  return (await ask(site, path)).headers.get("x-trail");
}

test("_middleware wraps its folder and all below, outermost first", async () => {
  assert.equal(await trailOf("/"), "root");
  assert.equal(await trailOf("/admin"), "root admin-1 admin-2");
  assert.equal(await trailOf("/admin/bare"), "root admin-1 admin-2");
  assert.equal(
    await trailOf("/admin/deep/page"),
    "root admin-1 admin-2 deep",
  );
});

test("_middleware doesn't apply outside its folder", async () => {
  assert.equal(await trailOf("/blog"), "root");
  assert.equal(await trailOf("/about"), "root");
});

test("_middleware of a group wraps that group only", async () => {
  assert.equal(await trailOf("/prices"), "root marketing");
  assert.equal(await trailOf("/contact"), "root");
});

test("_middleware in a parameter's folder sees the parameter", async () => {
  assert.equal(await trailOf("/acme/settings"), "root tenant=acme");
});

test("_middleware sees the response of _404 if a handler threw 404", async () => {
  assert.equal(await trailOf("/missing"), "root");
  assert.equal(await trailOf("/nowhere/at/all"), null);
});

test("error pages see the state set by _middleware", async () => {
  const { error } = console;
  console.error = () => {};
  try {
    for (const path of ["/nowhere/at/all", "/missing", "/teapot", "/boom"]) {
      assert.match(await askText(site, path), /trail: root</, path);
    }
  } finally {
    console.error = error;
  }
});
