/**
 * The code of a new page's test.
 *
 * @module
 */
import { fileAddress, sampleAddress, sampleOf } from "./address.ts";
import { pageNames, type PageWish } from "./page_names.ts";
import type { NewFile } from "./write.ts";

/**
 * A test that goes through the front door, as a stranger and, behind the guard, as
 * somebody signed in.
 *
 * @param path Where it is to lie.
 */
export function pageTest(wish: PageWish, path: string): NewFile {
  const { guarded, form } = wish;
  const parts = [
    opening(wish),
    guarded ? guardedTests(wish) : openTests(wish),
    form ? formTests(wish) : "",
  ];
  return { path, text: parts.join("\n") };
}

function opening({ address, guarded }: PageWish): string {
  const needed = guarded ? "ANNA, openSite" : "openSite";
  return `
import assert from "node:assert/strict";
import { ${needed} } from "../site.ts";

const PAGE = "${sampleAddress(address)}";
`;
}

function openTests(wish: PageWish): string {
  return `
Deno.test("everybody sees ${fileAddress(wish.address)}", async () => {
  await using site = await openSite();
  const response = await site.visitor().get(PAGE);
  assert.equal(response.status, 200);
  assert.match(await response.text(), ${headingPattern(wish)});
});
`;
}

function guardedTests(wish: PageWish): string {
  const path = fileAddress(wish.address);
  return `
Deno.test("a stranger who opens ${path} is sent to sign in, and back", async () => {
  await using site = await openSite();
  const response = await site.visitor().get(PAGE);
  assert.equal(response.status, 303);
  assert.equal(
    response.headers.get("location"),
    \`/auth/login?next=\${encodeURIComponent(PAGE)}\`,
  );
});

Deno.test("who is signed in sees ${path}", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.signIn(ANNA);
  const response = await visitor.get(PAGE);
  assert.equal(response.status, 200);
  assert.match(await response.text(), ${headingPattern(wish)});
});
`;
}

function formTests({ address, guarded }: PageWish): string {
  const path = fileAddress(address);
  const visitor = guarded
    ? "const visitor = site.visitor();\n  await visitor.signIn(ANNA);"
    : "const visitor = site.visitor();";
  return `
Deno.test("what is typed at ${path} arrives, and the page says so once", async () => {
  await using site = await openSite();
  ${visitor}
  const sent = await visitor.post(PAGE, { text: "Good morning" });
  assert.equal(sent.status, 303);
  assert.equal(sent.headers.get("location"), PAGE);
  assert.match(await (await visitor.get(PAGE)).text(), /has arrived/);
  assert.doesNotMatch(await (await visitor.get(PAGE)).text(), /has arrived/);
});

Deno.test("what is empty or too long is refused at ${path} in words, and stays in the form", async () => {
  await using site = await openSite();
  ${visitor}
  const long = "x".repeat(201);
  const refused: [string, RegExp][] = [
    ["  ", /Write something first/],
    [long, /too long/],
  ];
  for (const [text, words] of refused) {
    const response = await visitor.post(PAGE, { text });
    assert.equal(response.status, 422);
    const html = await response.text();
    assert.match(html, words);
    assert.ok(html.includes(\`value="\${text}"\`));
  }
});

Deno.test("no other site can send the form at ${path}", async () => {
  await using site = await openSite();
  ${visitor}
  const response = await visitor.post(PAGE, { text: "Good morning" }, {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  });
  assert.equal(response.status, 403);
  await response.body?.cancel();
});
`;
}

/** What the heading says at the sample's address, as a regular expression in code. */
function headingPattern(wish: PageWish): string {
  const { title } = pageNames(wish);
  const values = wish.address.filter(({ kind }) => kind !== "word")
    .map(sampleOf).join(", ").replaceAll("/", "\\/");
  return `/<h1>${values ? `${title}: ${values}` : title}<\\/h1>/`;
}
