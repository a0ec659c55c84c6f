import { deepStrictEqual, equal, match } from "node:assert/strict";
import { openSite, type Site } from "../site.ts";

async function hashedSheet(site: Site): Promise<string> {
  const html = await (await site.fetch("/")).text();
  const [, path] = html.match(/href="(\/styles\.css\?[^"]+)"/)!;
  return path;
}

/** Requests a path twice and asserts that the responses are equal. */
async function twice(
  site: Site,
  path: string,
  init?: RequestInit,
): Promise<[Response, Response]> {
  const first = await site.fetch(path, init);
  const second = await site.fetch(path, init);
  for (const { headers } of [first, second]) headers.delete("x-request-id");
  deepStrictEqual([...second.headers], [...first.headers]);
  equal(second.status, first.status);
  return [first, second];
}

Deno.test("serves an immutable file the second time exactly like the first", async () => {
  await using site = await openSite();
  const [first, second] = await twice(site, await hashedSheet(site));
  equal(second.status, 200);
  match(second.headers.get("cache-control") ?? "", /\bimmutable\b/);
  equal(second.headers.get("x-content-type-options"), "nosniff");
  const bytes = await first.bytes();
  deepStrictEqual(await second.bytes(), bytes);
  equal(Number(second.headers.get("content-length")), bytes.length);
});

Deno.test("answers conditional and HEAD requests for a cached file", async () => {
  await using site = await openSite();
  const path = await hashedSheet(site);
  const [first] = await twice(site, path);
  const etag = first.headers.get("etag")!;
  const same = await site.fetch(path, { headers: { "if-none-match": etag } });
  equal(same.status, 304);
  equal(await same.text(), "");
  const head = await site.fetch(path, { method: "HEAD" });
  equal(await head.text(), "");
  equal((await site.fetch(path, { method: "POST" })).status, 405);
});

Deno.test("reads a file that may change on every request", async () => {
  await using site = await openSite();
  const [, second] = await twice(site, "/styles.css");
  match(second.headers.get("cache-control") ?? "", /\bno-store\b/);
  const other = "/styles.css?__frsh_c=of-another-build";
  const [, moved] = await twice(site, other);
  equal(moved.status, 307);
});

Deno.test("evicts the oldest entries when the cache is full", async () => {
  await using site = await openSite();
  const path = await hashedSheet(site);
  const text = await (await site.fetch(path)).text();
  for (let number = 0; number < 60; number++) {
    const response = await site.fetch(`${path}&n=${number}`);
    equal(await response.text(), text);
  }
  equal(await (await site.fetch(path)).text(), text);
});
