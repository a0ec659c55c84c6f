import assert from "node:assert/strict";
import { App, csp, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";
import { buildSite, fixture } from "./site.ts";

const site = (await buildSite(fixture("islands")))();

const modules = (html: string) =>
  [...html.matchAll(/<script type="module" src="([^"]+)"/g)].map((m) => m[1]);

test("a page without islands has no script", async () => {
  assert.doesNotMatch(await askText(site, "/"), /<script|modulepreload/);
});

test("an island's HTML is in the page, with only comments around it", async () => {
  const html = await askText(site, "/counter");
  assert.match(
    html.replaceAll(/<!--.*?-->/g, ""),
    /<h1>Counter<\/h1><span class="count">Count: 3<\/span><button type="button" ?>\+1<\/button><p>/,
  );
});

test("a page loads one script per module of islands on it", async () => {
  assert.equal(modules(await askText(site, "/counter")).length, 1);
  assert.equal(modules(await askText(site, "/two")).length, 2);
});

test("all scripts of a page are immutable and preloaded", async () => {
  const html = await askText(site, "/two");
  const preloads = [
    ...html.matchAll(/<link rel="modulepreload" href="([^"]+)"/g),
  ]
    .map((match) => match[1]);
  for (const path of modules(html)) assert.ok(preloads.includes(path), path);
  for (const path of preloads) {
    const response = await ask(site, path);
    assert.equal(response.status, 200, path);
    assert.match(response.headers.get("content-type")!, /^text\/javascript/);
    assert.match(response.headers.get("cache-control")!, /immutable/);
    const imports = [...(await response.text()).matchAll(/from"\.\/([^"]+)"/g)];
    for (const [, name] of imports) {
      assert.ok(preloads.includes(`/_fresh/js/${name}`), name);
    }
  }
});

test("an island in a route's (_islands) folder is an island", async () => {
  assert.equal(modules(await askText(site, "/local")).length, 1);
});

test("scripts have the request's nonce", async () => {
  const applySnapshot = await new Builder({ root: fixture("trivial") })
    .build({ snapshot: "memory" });
  const app = new App().use(staticFiles()).use(csp({ useNonce: true }))
    .fsRoutes();
  applySnapshot(app);
  const response = await ask(app, "/");
  const policy = response.headers.get("content-security-policy")!;
  const nonce = /'nonce-([^']+)'/.exec(policy)![1];
  const scripts = (await response.text()).match(/<script[^>]*>/g)!;
  assert.equal(scripts.length, 2);
  for (const tag of scripts) assert.ok(tag.includes(`nonce="${nonce}"`), tag);
});

test("an error names the island and the prop that can't be serialised", async () => {
  const { error } = console;
  try {
    for (
      const [kind, place] of [
        ["function", "value"],
        ["instance", "value"],
        ["symbol", "value"],
        ["promise", "value"],
        ["nested", "value.deep[0].save"],
      ]
    ) {
      const logged: unknown[] = [];
      console.error = (...args: unknown[]) => logged.push(...args);
      const response = await ask(site, `/wrong?${kind}`);
      assert.equal(response.status, 500, kind);
      assert.equal(logged.length, 1, kind);
      const { message } = logged[0] as Error;
      assert.match(message, /Described/, kind);
      assert.ok(message.includes(`"${place}"`), message);
      assert.doesNotMatch(await response.text(), /Described/);
    }
  } finally {
    console.error = error;
  }
});

/**
 * Everything that the page at `/` loads, in bytes, each file gzipped
 * separately.
 */
async function gzippedSize(app: App<unknown>): Promise<number> {
  const html = await askText(app, "/");
  const paths = [...html.matchAll(/<link rel="modulepreload" href="([^"]+)"/g)];
  let bytes = 0;
  for (const [, path] of paths) {
    const { body } = await ask(app, path);
    const zipped = body!.pipeThrough(new CompressionStream("gzip"));
    bytes += (await new Response(zipped).bytes()).length;
  }
  return bytes;
}

test("a page with one island with hooks loads at most 7,200 bytes of script", async () => {
  const app = (await buildSite(fixture("trivial")))();
  const bytes = await gzippedSize(app);
  assert.ok(bytes > 4_000, `only ${bytes}: Preact is missing`);
  assert.ok(bytes <= 7_200, `${bytes} bytes`);
});
