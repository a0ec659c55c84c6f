/**
 * Texts that requests are made of. One may hold `{names}` for what only a running site
 * knows, such as `{anna}` for the token of her session: see `world.ts`.
 *
 * @module
 */
import fc from "fast-check";

/** A password that stands in password fields and nowhere else, so that it can be looked for. */
export const MARKED_PASSWORD = "Marked-6f1d-passphrase";

/** Texts that have broken software before. */
const nasty = fc.constantFrom(
  "",
  " ",
  "\0",
  "\u202e",
  "\ufffd",
  "\ud800",
  "'\"<script>alert(1)</script>",
  "{{7*7}}",
  "../../etc/passwd",
  "//evil.example",
  "/\\evil.example",
  "https://evil.example/",
  "javascript:alert(1)",
  "/%0d%0aset-cookie:x=1",
  "__proto__",
  "constructor",
  "1e309",
  "-1",
  "NaN",
  "null",
  "a".repeat(300),
  "é".repeat(2000),
  "😀".repeat(40),
);

/** Any text, more often one that has broken something. */
export const junk = fc.oneof(
  { weight: 3, arbitrary: nasty },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 200 }) },
);

/** A mailed token, or none. */
export const token = fc.constantFrom(
  "{mailed}",
  "{mailed}",
  "{id}",
  "x".repeat(43),
);
/** An address. */
export const address = fc.constantFrom(
  "Anna@example.com",
  "bert@example.com",
  "new{number}@example.com",
  "new@example.com",
  " NEW@Example.com ",
  "nobody@example.com",
  "ünï@example.com",
  "no address",
);
/** A password. */
export const password = fc.constantFrom(
  "{password:anna}",
  "{password:anna}",
  "{password:bert}",
  MARKED_PASSWORD,
  "short",
  "password1",
  "p".repeat(80),
);
/** Where to go next. */
export const path = fc.constantFrom(
  "/",
  "/account",
  "//evil.example",
);

/** A text as it stands in an address or a cookie; keeps the braces of a `{name}`, for it to be found. */
export function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /%7B|%7D|%3A/g,
    decodeURIComponent,
  );
}
