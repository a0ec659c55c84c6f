/**
 * The server's answers with partials, and the size of the script.
 *
 * @module
 */
import assert from "node:assert/strict";
import { App, staticFiles } from "fresh";
import { Partial } from "fresh/runtime";
import { h, type VNode } from "preact";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";
import { buildSite, fixture } from "./site.ts";

const create = await buildSite(fixture("partials"));
const site = create();
const islands = (await buildSite(fixture("islands")))();

const PARTIALS = /<script type="module" src="([^"]*\/partials-[^"]+)"/;

test("a partial adds only comments", async () => {
  const html = await askText(site, "/docs");
  assert.match(
    html,
    /<main><!--p:replace:content--><p id="asked">whole<\/p><h1>Docs<\/h1><!--\/p--><\/main>/,
  );
});

test("a partial's name can't end its comment", async () => {
  const app = new App().get(
    "/",
    (ctx) => ctx.render(<Partial name="total: --><p>">1</Partial>),
  );
  assert.doesNotMatch(await askText(app, "/"), /--><p>/);
});

test("only pages with a partial and f-client-nav have the script", async () => {
  assert.match(await askText(site, "/docs"), PARTIALS);
  assert.doesNotMatch(await askText(site, "/bare"), PARTIALS);
  assert.doesNotMatch(await askText(site, "/parts/list"), PARTIALS);
  assert.doesNotMatch(await askText(islands, "/counter"), PARTIALS);
});

test("a request for partials gets the whole page, and knows it", async () => {
  const html = await askText(site, "/docs?a=%20b&fresh-partial=true");
  assert.match(html, /<p id="asked">partial<\/p>/);
  assert.match(html, /<nav>/);
});

test("ctx.url doesn't have the parameter of partials", async () => {
  const app = new App().get(
    "/",
    (ctx) => ctx.text(`${ctx.isPartial} ${ctx.url.search}`),
  );
  for (
    const [query, text] of [
      ["?fresh-partial=true", "true "],
      ["?a=%20b&fresh-partial=true", "true ?a=%20b"],
      ["?fresh-partial=true&a=1", "true ?a=1"],
      ["?a=fresh-partial=true", "false ?a=fresh-partial=true"],
      ["?fresh-partial=truest", "false ?fresh-partial=truest"],
      ["?a=1", "false ?a=1"],
    ]
  ) assert.equal(await askText(app, `/${query}`), text);
});

test("ctx.redirect keeps the parameter of partials on this site", async () => {
  const app = new App().get(
    "/",
    (ctx) => ctx.redirect(ctx.url.searchParams.get("to")!),
  );
  const locationOf = async (to: string, more: string) => {
    const path = `/?to=${encodeURIComponent(to)}${more}`;
    return (await ask(app, path)).headers.get("location");
  };
  const partial = "&fresh-partial=true";
  assert.equal(await locationOf("/a", ""), "/a");
  assert.equal(await locationOf("/a", partial), "/a?fresh-partial=true");
  assert.equal(
    await locationOf("/a?b#c", partial),
    "/a?b&fresh-partial=true#c",
  );
  assert.equal(
    await locationOf("https://x.example/", partial),
    "https://x.example/",
  );
});

test("f-client-nav and f-view-transition keep false", async () => {
  const app = new App().get("/", (ctx) =>
    ctx.render(
      <div f-client-nav={ctx.url.search === ""} f-view-transition={false}>
        {h("p", { "f-client-nav": false } as object)}
        <a href="/x" f-client-nav={false}>x</a>
      </div>,
    ));
  const html = await askText(app, "/");
  assert.match(html, /<div f-client-nav="true" f-view-transition="false">/);
  assert.match(html, /<p f-client-nav="false">/);
  assert.match(html, /<a href="\/x" f-client-nav="false">/);
});

test("a request for partials gets no noscript", async () => {
  const app = new App().get("/", (ctx) =>
    ctx.render(
      <p>
        a<noscript>
          b<img alt="c" />
        </noscript>
        d<noscript>e</noscript>f
      </p>,
    ));
  const paragraph = async (path: string) =>
    /<p>.*<\/p>/.exec(await askText(app, path))![0];
  assert.equal(
    await paragraph("/"),
    '<p>a<noscript>b<img alt="c"/></noscript>d<noscript>e</noscript>f</p>',
  );
  assert.equal(await paragraph("/?fresh-partial=true"), "<p>adf</p>");
});

test("an append without a key is warned about", async () => {
  const { warn } = console;
  const warnings: unknown[] = [];
  console.warn = (text) => warnings.push(text);
  try {
    const app = new App().get("/", (ctx) =>
      ctx.render(
        <>
          <Partial name="log" mode="append">1</Partial>
          <Partial name="list" mode="prepend" key="a">2</Partial>
        </>,
      ));
    await ask(app, "/");
  } finally {
    console.warn = warn;
  }
  assert.equal(warnings.length, 1);
  assert.match(String(warnings[0]), /"log".*key/);
});

/** The gzipped size of a script and of those that it imports at once, in bytes. */
async function sizeOf(path: string): Promise<{ size: number; text: string }> {
  const response = await ask(create(), path);
  const text = await response.text();
  // Preact would be another file.
  assert.doesNotMatch(text, /from"\.|^import"/, path);
  const zipped = new Blob([text]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  const { length } = await new Response(zipped).bytes();
  return { size: length, text };
}

test("a page with partials loads at most 2,560 bytes more", async () => {
  const path = PARTIALS.exec(await askText(site, "/docs"))![1];
  const { size, text } = await sizeOf(path);
  assert.ok(size <= 2_560, `${size} bytes`);
  const later = text.match(/import\("[^"]+"\)/g) ?? [];
  assert.equal(later.length, 1, "only islands load more");
});

/** A link's attributes on a page. */
async function linkOn(path: string, Link: () => VNode): Promise<string> {
  const app = new App().use(staticFiles())
    .get("*", (ctx) => ctx.render(<Link />));
  const html = await askText(app, path);
  return /<a ([^>]*)>/.exec(html)![1].replaceAll("=true", '="true"');
}

test("links to the current page and the pages above it are marked", async () => {
  const page = /(?=.*aria-current="page").*data-current="true"/;
  const above = /(?=.*aria-current="true").*data-ancestor="true"/;
  const none = /^href="[^"]*"$/;
  for (
    const [path, href, expected] of [
      ["/docs", "/docs", page],
      ["/docs/", "/docs", page],
      ["/docs", "/docs#part", page],
      ["/docs?a=1", "/docs", page],
      ["/docs?a=1", "/docs?a=1", page],
      ["/docs?a=2", "/docs?a=1", above],
      ["/docs/intro", "/docs", above],
      ["/docs/intro", "/", above],
      ["/docsets", "/docs", none],
      ["/", "/docs", none],
      ["/%C3%A4", "/ä", page],
      ["/docs", "#part", none],
      ["/docs", "https://localhost/docs", none],
    ] as const
  ) {
    assert.match(
      await linkOn(path, () => <a href={href}>x</a>),
      expected,
      `${path} ${href}`,
    );
  }
});

test("a link to another host isn't marked", async () => {
  for (const href of ["//docs", "/\\docs", "/\t/docs"]) {
    const attributes = await linkOn("/docs", () => <a href={href}>x</a>);
    assert.equal(attributes, `href="${href}"`);
  }
});

test("a link that leads nowhere breaks no page", async () => {
  for (const href of ["/\\[é", "/\\a b", "/\t/[", "//[", "/%"]) {
    const app = new App().get("/", (ctx) => ctx.render(<a href={href}>x</a>));
    assert.equal((await ask(app, "/")).status, 200, href);
  }
});

test("a link's own aria-current stays", async () => {
  const attributes = await linkOn(
    "/docs",
    () => <a href="/docs" aria-current="step">x</a>,
  );
  assert.match(attributes, /aria-current="step"/);
  assert.doesNotMatch(attributes, /page/);
});

test("an element that pages share isn't marked for good", async () => {
  const shared = <a href="/docs">x</a>;
  const link = () => shared;
  assert.match(await linkOn("/docs", link), /page/);
  assert.equal(await linkOn("/other", link), 'href="/docs"');
  assert.match(await linkOn("/docs/intro", link), /data-ancestor/);
});
