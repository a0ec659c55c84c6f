import assert from "node:assert/strict";
import type { ComponentChildren } from "preact";
import { App, type PageProps } from "fresh";
import { Head } from "fresh/runtime";
import { askText } from "./ask.ts";
import { test } from "./differences.ts";

/** The document's head, for one with `own` elements and a page with `added` ones. */
async function headOf(
  own: ComponentChildren,
  added: ComponentChildren,
): Promise<string> {
  const app = new App()
    .appWrapper(({ Component }: PageProps) => (
      <html lang="en">
        <head>{own}</head>
        <body>
          <Component />
        </body>
      </html>
    ))
    .get("/", (ctx) => ctx.render(<main>{added}</main>));
  const html = await askText(app, "/");
  const [, head] = /<head>(.*)<\/head>/s.exec(html)!;
  return head.replaceAll(/ (?:data-key|nonce)="[^"]*"/g, "");
}

test("a key replaces the element with that key, among equal ones", async () => {
  const head = await headOf(
    <>
      <style key="a">{"p { color: red }"}</style>
      <style key="b">{"p { color: red }"}</style>
    </>,
    <Head>
      <style key="b">{"p { color: blue }"}</style>
    </Head>,
  );
  assert.equal(
    head,
    "<style>p { color: red }</style><style>p { color: blue }</style>",
  );
});

test("a key replaces an element of another kind", async () => {
  const head = await headOf(
    <meta key="theme" name="theme-color" content="red" />,
    <Head>
      <style key="theme">{"p { color: red }"}</style>
    </Head>,
  );
  assert.equal(head, "<style>p { color: red }</style>");
});

test("an element with a key replaces one with its name and no key", async () => {
  const head = await headOf(
    <meta name="description" content="of the app" />,
    <Head>
      <meta key="text" name="description" content="of the page" />
    </Head>,
  );
  assert.equal(head, '<meta name="description" content="of the page"/>');
});

test("a second canonical link replaces the first", async () => {
  const head = await headOf(
    <link rel="canonical" href="/app" />,
    <>
      <Head>
        <link rel="canonical" href="/layout" />
      </Head>
      <Head>
        <link rel="canonical" href="/page" />
      </Head>
    </>,
  );
  assert.equal(head, '<link rel="canonical" href="/page"/>');
});

test("links that a document may have several of stay beside each other", async () => {
  const head = await headOf(
    <link rel="stylesheet" href="/site.css" />,
    <>
      <Head>
        <link rel="stylesheet" href="/page.css" />
        <link rel="alternate" hreflang="de" href="/de" />
        <link rel="alternate" hreflang="ar" href="/ar" />
      </Head>
      <Head>
        <link rel="stylesheet" href="/page.css" />
      </Head>
    </>,
  );
  assert.equal(
    head,
    '<link rel="stylesheet" href="/site.css"/>' +
      '<link rel="stylesheet" href="/page.css"/>' +
      '<link rel="alternate" hreflang="de" href="/de"/>' +
      '<link rel="alternate" hreflang="ar" href="/ar"/>',
  );
});

test("an id replaces the element with that id", async () => {
  const hostile = '<meta id="x" name="description"> > "';
  const head = await headOf(
    <>
      <meta name="a" content={hostile} />
      <script id="x">{'const a = `<meta id="x" name="a">`;'}</script>
    </>,
    <Head>
      <script id="x" src="/x.js" />
    </Head>,
  );
  assert.match(head, /^<meta name="a" content="&lt;meta [^>]*(?:>[^>]*)*>/);
  assert.match(head, /"\/><script id="x" src="\/x\.js"><\/script>$/);
});

test("components and fragments inside Head count by their elements", async () => {
  const Description = ({ text }: { text: string }) => (
    <>
      <meta name="description" content={text} />
      <title>{text}</title>
    </>
  );
  const head = await headOf(
    <>
      <title class="own">App</title>
      <meta name="description" content="of the app" />
    </>,
    <Head>
      <Description text="of the page" />
    </Head>,
  );
  assert.equal(
    head,
    '<title>of the page</title><meta name="description" content="of the page"/>',
  );
});
