import assert from "node:assert/strict";
import { App } from "fresh";
import { Head } from "fresh/runtime";
import { askText } from "./ask.ts";
import { test } from "./differences.ts";
import { buildSite, fixture } from "./site.ts";

const site = (await buildSite(fixture("islands")))();

const headOf = (html: string) => /<head>(.*)<\/head>/s.exec(html)![1];

test("the last rendered title wins", async () => {
  const head = headOf(await askText(site, "/head"));
  assert.deepEqual(head.match(/<title>.*?<\/title>/g), [
    "<title>Second</title>",
  ]);
});

test("a meta element replaces the one with its name", async () => {
  const head = headOf(await askText(site, "/head"));
  assert.deepEqual(head.match(/<meta name="description"[^>]*>/g), [
    '<meta name="description" content="of the page"/>',
  ]);
  assert.match(head, /<meta charset="utf-8"\/>/);
});

test("the last of several elements with one key wins", async () => {
  const head = headOf(await askText(site, "/head"));
  const links = head.replace(/ data-key="icon"/, "").match(/<link[^>]*>/g);
  assert.deepEqual(links, ['<link rel="icon" href="/two.svg"/>']);
});

test("Head renders nothing in place", async () => {
  const html = await askText(site, "/head");
  assert.match(html, /<main><h1>Head<\/h1><\/main>/);
});

test("an island's Head reaches the document", async () => {
  const head = headOf(await askText(site, "/two"));
  assert.match(head, /<title>From an island<\/title>/);
});

test("a document without a head gets one for Head", async () => {
  const app = new App().get("/", (ctx) =>
    ctx.render(
      <p>
        <Head>
          <title>{"<Title>"}</title>
        </Head>Text
      </p>,
    ));
  const html = await askText(app, "/");
  assert.match(headOf(html), /<title>&lt;Title><\/title>/);
  assert.match(html, /<body><p>Text<\/p><\/body>/);
});

test("a request's head elements don't leak into the next one", async () => {
  await askText(site, "/head");
  assert.doesNotMatch(await askText(site, "/"), /Second|two\.svg/);
});
