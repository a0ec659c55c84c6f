import { deepStrictEqual, equal, match } from "node:assert/strict";
import { App } from "fresh";
import type { State } from "@latchkey/core";
import { fileCache } from "../../lib/latchkey/http/file_cache.ts";
import { openSite, type Site } from "../site.ts";

async function hashedSheet(site: Site): Promise<string> {
  const html = await (await site.fetch("/")).text();
  const [, path] = html.match(/href="(\/styles\.css\?[^"]+)"/)!;
  return path;
}

/** Twice the same: what is kept, and what it was kept of. */
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

Deno.test("a file for ever comes the second time as it came first, headers and all", async () => {
  await using site = await openSite();
  const [first, second] = await twice(site, await hashedSheet(site));
  equal(second.status, 200);
  match(second.headers.get("cache-control") ?? "", /\bimmutable\b/);
  equal(second.headers.get("x-content-type-options"), "nosniff");
  const bytes = await first.bytes();
  deepStrictEqual(await second.bytes(), bytes);
  equal(Number(second.headers.get("content-length")), bytes.length);
});

Deno.test("a file that is kept can be asked for changes and for its headers", async () => {
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

Deno.test("a file that may change is asked for each time", async () => {
  await using site = await openSite();
  const [, second] = await twice(site, "/styles.css");
  match(second.headers.get("cache-control") ?? "", /\bno-store\b/);
  const other = "/styles.css?__frsh_c=of-another-build";
  const [, moved] = await twice(site, other);
  equal(moved.status, 307);
});

Deno.test("more addresses than are kept only cost the older ones their place", async () => {
  await using site = await openSite();
  const path = await hashedSheet(site);
  const text = await (await site.fetch(path)).text();
  for (let number = 0; number < 60; number++) {
    const response = await site.fetch(`${path}&n=${number}`);
    equal(await response.text(), text);
  }
  equal(await (await site.fetch(path)).text(), text);
});

for (
  const [what, headers, times] of [
    ["for everybody", {}, 1],
    ["for one person", { "cache-control": "private, immutable" }, 3],
    ["that may change", { "cache-control": "public, max-age=60" }, 3],
    ["with a cookie", { "set-cookie": "a=b" }, 3],
    ["of unknown size", { "content-length": "" }, 3],
    ["that is large", { "content-length": "65537" }, 3],
  ] as const
) {
  Deno.test(`a route's own file ${what} is made ${times} times of 3`, async () => {
    let made = 0;
    const app = new App<State>().use(fileCache()).get("/own.txt", () => {
      const response = new Response(`number ${++made}`);
      const own = {
        "cache-control": "public, max-age=9, immutable",
        "content-length": "8",
        ...headers,
      };
      for (const [name, value] of Object.entries(own)) {
        if (value) response.headers.set(name, value);
      }
      return response;
    });
    const ask = app.handler();
    for (let time = 1; time <= 3; time++) {
      const answer = await ask(new Request("http://localhost/own.txt"));
      equal(await answer.text(), `number ${times === 1 ? 1 : time}`);
    }
    equal(made, times);
  });
}
