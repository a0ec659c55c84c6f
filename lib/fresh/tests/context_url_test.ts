import assert from "node:assert/strict";
import { App } from "fresh";
import { askText } from "./ask.ts";
import { test } from "./differences.ts";

function urlApp(trustProxy?: boolean) {
  return new App({ trustProxy }).get("/a", (ctx) => ctx.text(ctx.url.href));
}

const forwarded = {
  headers: {
    "x-forwarded-proto": "https",
    "x-forwarded-host": "public.example",
  },
};

test("ignores forwarded headers by default", async () => {
  assert.equal(await askText(urlApp(), "/a", forwarded), "http://localhost/a");
  assert.equal(
    await askText(urlApp(false), "/a", forwarded),
    "http://localhost/a",
  );
});

test("trustProxy applies the forwarded scheme and host to ctx.url", async () => {
  assert.equal(
    await askText(urlApp(true), "/a?b=c", forwarded),
    "https://public.example/a?b=c",
  );
});

test("trustProxy keeps the URL of a request without the headers", async () => {
  assert.equal(await askText(urlApp(true), "/a"), "http://localhost/a");
});

test("a forwarded host may include its port", async () => {
  const headers = { "x-forwarded-host": "public.example:8443" };
  assert.equal(
    await askText(urlApp(true), "/a", { headers }),
    "http://public.example:8443/a",
  );
});

test("invalid forwarded values never cause a 500", async () => {
  const broken: Record<string, string>[] = [
    { "x-forwarded-proto": "javascript" },
    { "x-forwarded-proto": "" },
    { "x-forwarded-host": "a b" },
    { "x-forwarded-host": "/evil" },
    { "x-forwarded-host": "host:99999999" },
  ];
  for (const headers of broken) {
    const text = await askText(urlApp(true), "/a", { headers });
    assert.match(text, /^https?:\/\//, JSON.stringify(headers));
  }
});
