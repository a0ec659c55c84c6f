import assert from "node:assert/strict";
import { openSite, ORIGIN, type Site } from "../site.ts";

const FORM = "application/x-www-form-urlencoded";
const PASSWORD = "password=long+enough";

function send(site: Site, type: string | null, body: BodyInit) {
  const headers = new Headers({
    origin: ORIGIN,
    "sec-fetch-site": "same-origin",
  });
  if (type !== null) headers.set("content-type", type);
  const bytes = typeof body === "string"
    ? new TextEncoder().encode(body)
    : body;
  return site.fetch("/auth/login", { method: "POST", headers, body: bytes });
}

async function expectStatus(response: Response, status: number, what: string) {
  const text = await response.text();
  assert.equal(response.status, status, what);
  assert.doesNotMatch(text, /\.ts:\d/, what);
}

Deno.test("answers 413 to a body over 64 KB, with or without Content-Length", async () => {
  await using site = await openSite();
  const large = `username=a@b.c&${PASSWORD}&x=${"x".repeat(64 * 1024)}`;
  await expectStatus(await send(site, FORM, large), 413, "told");
  const stream = new Blob([large]).stream();
  await expectStatus(await send(site, FORM, stream), 413, "streamed");
});

Deno.test("reads a body of exactly 64 KB", async () => {
  await using site = await openSite();
  const head = `username=a@b.c&${PASSWORD}&x=`;
  const body = head + "x".repeat(64 * 1024 - head.length);
  await expectStatus(await send(site, FORM, body), 401, "64 KB");
});

Deno.test("answers 415 to a body that isn't a form", async () => {
  await using site = await openSite();
  for (const type of ["application/json", "text/plain", "", null]) {
    await expectStatus(await send(site, type, "{}"), 415, String(type));
  }
});

Deno.test("explains a broken form with 400", async () => {
  await using site = await openSite();
  const bodies = {
    "half an escape": `username=a%4&${PASSWORD}`,
    "an escape without digits": `username=%zz@b.c&${PASSWORD}`,
    "an escaped NUL": `username=a%00@b.c&${PASSWORD}`,
    "a raw NUL": `username=a\0@b.c&${PASSWORD}`,
    "a lone surrogate": `username=%ED%A0%80@b.c&${PASSWORD}`,
    "an over-long encoding": `username=%C0%AE@b.c&${PASSWORD}`,
    "a field sent twice": `username=a@b.c&username=d@e.f&${PASSWORD}`,
    "a name sent twice in two spellings":
      `username=a@b.c&%75sername=d&${PASSWORD}`,
  };
  for (const [what, body] of Object.entries(bodies)) {
    await expectStatus(await send(site, FORM, body), 400, what);
  }
});

Deno.test("answers 400 to bytes that aren't UTF-8", async () => {
  await using site = await openSite();
  const body = new Uint8Array([...new TextEncoder().encode("username="), 0xff]);
  await expectStatus(await send(site, FORM, body), 400, "0xff");
});

Deno.test("reads multipart forms and answers 400 to broken ones", async () => {
  await using site = await openSite();
  const type = "multipart/form-data; boundary=b";
  const part = (name: string, value: string, more = "") =>
    `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
  const username = part("username", "a@b.c");
  const whole = `${username}${part("password", "long enough")}--b--\r\n`;
  await expectStatus(await send(site, type, whole), 401, "whole");
  const broken = {
    "an end in the middle of a header": username.slice(0, 30),
    "no boundary in the body": "hello",
    "a field sent twice": `${username}${username}--b--\r\n`,
    "a file": `${part("username", "x", '; filename="x"')}--b--\r\n`,
    "a NUL": `${part("username", "a\0@b.c")}--b--\r\n`,
  };
  for (const [what, body] of Object.entries(broken)) {
    await expectStatus(await send(site, type, body), 400, what);
  }
  await expectStatus(
    await send(site, "multipart/form-data", whole),
    400,
    "no boundary named",
  );
});

Deno.test("answers 400 to a body that ends early", async () => {
  await using site = await openSite();
  const cut = new ReadableStream({
    start(body) {
      body.enqueue(new TextEncoder().encode("username=a"));
      body.error(new Error("the client hung up"));
    },
  });
  await expectStatus(await send(site, FORM, cut), 400, "cut off");
});

Deno.test("treats names of prototype properties as ordinary names", async () => {
  await using site = await openSite();
  const body =
    `__proto__=x&constructor=y&toString=z&username=a@b.c&${PASSWORD}`;
  await expectStatus(await send(site, FORM, body), 401, "prototype");
});
