/** The site's metadata for other programs. */
import assert from "node:assert/strict";
import { SITE } from "../tested_site.ts";
import { messages } from "../pages.ts";
import { openSite, type Site } from "../site.ts";

const STATIC = new URL("../../static/", import.meta.url);

async function head(site: Site, path: string): Promise<string> {
  const html = await (await site.visitor().get(path)).text();
  return html.slice(0, html.indexOf("</head>"));
}

/** Width and height of a PNG (its IHDR chunk). */
async function sizeOf(name: string): Promise<[number, number]> {
  const bytes = await Deno.readFile(new URL(name, STATIC));
  const view = new DataView(bytes.buffer);
  assert.equal(view.getUint32(0), 0x89504e47, `${name} is no PNG`);
  return [view.getUint32(16), view.getUint32(20)];
}

Deno.test("everything linked from a page's head exists, is immutable and has the right type", async () => {
  await using site = await openSite();
  const links = [...(await head(site, "/")).matchAll(
    /<link rel="([\w-]+)" href="([^"]+)"/g,
  )];
  const kinds = links.map(([, rel, href]) => [rel, href] as const);
  assert.deepEqual(kinds.map(([rel]) => rel), [
    "icon",
    "apple-touch-icon",
    "manifest",
    "stylesheet",
  ]);
  const types = [
    /^image\/svg\+xml/,
    /^image\/png/,
    /^application\/manifest\+json/,
    /^text\/css/,
  ];
  for (const [index, [rel, href]] of kinds.entries()) {
    const response = await site.fetch(href);
    assert.equal(response.status, 200, rel);
    assert.match(response.headers.get("content-type") ?? "", types[index]);
    assert.match(response.headers.get("cache-control") ?? "", /immutable/);
    await response.body?.cancel();
  }
});

Deno.test("images have the sizes expected of them", async () => {
  assert.deepEqual(await sizeOf("apple-touch-icon.png"), [180, 180]);
  assert.deepEqual(await sizeOf("social.png"), [1200, 630]);
  const manifest = JSON.parse(
    await Deno.readTextFile(new URL("manifest.webmanifest", STATIC)),
  );
  for (const { src, sizes, type } of manifest.icons) {
    if (type !== "image/png") continue;
    const [width, height] = await sizeOf(src.slice(1));
    assert.equal(`${width}x${height}`, sizes);
  }
  const icon = await Deno.readFile(new URL("favicon.ico", STATIC));
  assert.deepEqual([...icon.slice(0, 8)], [0, 0, 1, 0, 1, 0, 32, 32]);
});

Deno.test("a shared link shows the site's image with an absolute URL", async () => {
  const publicUrl = new URL("https://latchkey.example/");
  await using site = await openSite({ settings: { publicUrl } });
  const html = await head(site, "/");
  assert.ok(
    html.replaceAll("&amp;", "&").includes(
      `<meta property="og:title" content="${messages.home.title} · ${SITE.name}"`,
    ),
  );
  assert.match(
    html,
    /<meta property="og:image" content="https:\/\/latchkey\.example\/social\.png\?/,
  );
  const [, description] =
    /<meta name="description" content="([^"]+)"/.exec(html) ?? [];
  assert.ok(description?.length > 40, description);
});

Deno.test("only indexable pages have a description", async () => {
  await using site = await openSite();
  const descriptions = new Set<string>();
  for (const path of ["/", "/auth/login", "/auth/signup"]) {
    const [, description] =
      /name="description" content="([^"]+)"/.exec(await head(site, path)) ?? [];
    assert.ok(description, path);
    descriptions.add(description);
  }
  assert.equal(descriptions.size, 3);
  for (const path of ["/auth/recover", "/nowhere"]) {
    assert.doesNotMatch(await head(site, path), /description|og:/, path);
  }
});

Deno.test("robots.txt excludes account pages but not the entrance", async () => {
  await using site = await openSite();
  const response = await site.fetch("/robots.txt");
  assert.match(response.headers.get("content-type") ?? "", /^text\/plain/);
  const closed = (await response.text()).match(/(?<=^Disallow: ).+/gm) ?? [];
  for (const path of ["/account", "/account/sessions", "/admin/users"]) {
    assert.ok(closed.some((each) => path.startsWith(each)), path);
  }
  for (const path of ["/", "/auth/login", "/auth/signup", "/private"]) {
    assert.ok(!closed.some((each) => path.startsWith(each)), path);
  }
});

Deno.test("every page names each language in its own script", async () => {
  await using site = await openSite();
  const html = await (await site.visitor().get("/nowhere")).text();
  for (const { name } of SITE.languages) {
    const isNamed = html.includes(`>${name}</button>`);
    assert.equal(isNamed, SITE.languages.length > 1, name);
  }
});
