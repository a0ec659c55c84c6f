/**
 * Texts that requests are made of. They may contain `{names}` for values that
 * only a running site knows, such as `{anna}` for her session's token: see
 * `world.ts`.
 *
 * @module
 */
import fc from "fast-check";

/** A password used in password fields only, so that it can be searched for. */
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

/** Any text, more often one that has broken software. */
export const junk = fc.oneof(
  { weight: 3, arbitrary: nasty },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 200 }) },
);

/** An emailed token, or something else. */
export const token = fc.constantFrom(
  "{mailed}",
  "{mailed}",
  "{stop}",
  "{finish}",
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
/** A next path. */
export const path = fc.constantFrom(
  "/",
  "/account",
  "//evil.example",
);

/**
 * A text encoded for a URL or cookie; keeps the braces of a `{name}`, so that
 * it can be filled in.
 */
export function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /%7B|%7D|%3A/g,
    decodeURIComponent,
  );
}
