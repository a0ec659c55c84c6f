import { equal, match } from "node:assert/strict";
import fc from "fast-check";
import { safeNext } from "./next_path.ts";

Deno.test("keeps a path of this site with its query and fragment", () => {
  for (
    const path of [
      "/",
      "/account",
      "/a/b/",
      "/a?b=c&d=%2F%2Fx",
      "/a#b",
      "/a?next=https://x",
      "/a//b",
      "/%E2%82%AC",
    ]
  ) {
    equal(safeNext(path), path);
  }
});

Deno.test("returns a path in the browser's spelling", () => {
  equal(safeNext("/ä b"), "/%C3%A4%20b");
  equal(safeNext("/a/../account"), "/account");
  equal(safeNext("/a\ud800"), "/a%EF%BF%BD");
});

Deno.test("replaces anything that leads elsewhere, or might, with the home page", () => {
  const bad = [
    null,
    undefined,
    "",
    " ",
    "private",
    "?a",
    "#a",
    " /account",
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    "/\r\nset-cookie:a=b",
    "/\0/evil.example",
    "/a\\..\\b",
    "/\u0085/x",
    "/%2fevil.example",
    "/%2Fevil.example",
    "/%5cevil.example",
    "/%5C%5Cevil.example",
    "/%09/evil.example",
    "/%0d%0aset-cookie:a=b",
    "/.//evil.example",
    "/..//evil.example",
    "/%2e//evil.example",
    "/%2e%2e//evil.example",
    "/a/..//evil.example",
    "/./%2fevil.example",
    "/%2e%2fevil.example/..",
    "/%",
    "/%zz",
    "/%ff",
    "/a%00b",
    "/a%5c",
    "javascript:alert(1)",
    "JaVaScRiPt://%0aalert(1)",
    "data:text/html,x",
    "/" + "x".repeat(2048),
    "/" + "ä".repeat(1000),
    "http:evil.example",
    "@evil.example",
    ":80",
    ".evil.example",
    "\u2028//evil.example",
  ];
  for (const value of bad) equal(safeNext(value), "/", JSON.stringify(value));
});

const piece = fc.oneof(
  fc.constantFrom(
    "/",
    "\\",
    "//",
    "..",
    ".",
    "%2f",
    "%5c",
    "%2e",
    "%09",
    "\t",
    "\n",
    "\r",
    "\0",
    "@",
    ":",
    "?",
    "#",
    "%",
    "evil.example",
    "https:",
    "javascript:",
    "[",
    "]",
    "%25",
    "\u2044",
    "\uFF0F",
    "\u3002",
  ),
  fc.string({ unit: "binary", maxLength: 4 }),
);

Deno.test("stays on the site for any input", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      for (const value of [pieces.join(""), `/${pieces.join("")}`]) {
        const result = safeNext(value);
        equal(
          new URL(result, "https://site.example").origin,
          "https://site.example",
        );
        match(result, /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/);
        equal(safeNext(result), result);
        const again = decodeURIComponent(
          new URL(result, "https://site.example").pathname,
        );
        equal(
          new URL(again, "https://site.example").origin,
          "https://site.example",
        );
      }
    }),
    { numRuns: 2000 },
  );
});
