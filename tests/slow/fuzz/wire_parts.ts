/**
 * Request lines and headers as bytes, valid and invalid. One character is one
 * byte.
 *
 * @module
 */
import fc from "fast-check";
import { PATHS } from "./targets.ts";

/** Any byte. */
export const byte = fc.nat(255).map((code) => String.fromCharCode(code));

/** A few of them. */
export const bytes = fc.string({ unit: byte, maxLength: 30 });

/** Mostly the first, which is valid. */
export const mostly = <T>(
  right: fc.Arbitrary<T>,
  ...wrong: fc.Arbitrary<T>[]
) => fc.oneof({ weight: 8 * wrong.length, arbitrary: right }, ...wrong);

/** A method. */
export const method = mostly(
  fc.constantFrom("GET", "GET", "POST", "HEAD"),
  fc.constantFrom(
    "OPTIONS",
    "CONNECT",
    "TRACE",
    "get",
    "G\0T",
    "PRI",
    "",
    " GET",
    "X".repeat(9_000),
  ),
  bytes,
);

/** A request target. */
export const target = mostly(
  fc.constantFrom("/", "/auth/login", ...PATHS),
  fc.constantFrom(
    "http://evil.example/account",
    "http://127.0.0.1/",
    "https://anna:secret@evil.example:99999/",
    "http://",
    "http://[/",
    "//evil.example/",
    "evil.example:443",
    "*",
    "",
    "/a b",
    "/#",
    "/?a#b",
    "\\",
    `/${"x".repeat(70_000)}`,
  ),
  bytes,
  bytes.map((text) => `/${text}`),
);

/** The version, with the space before it. */
export const version = mostly(
  fc.constant(" HTTP/1.1"),
  fc.constantFrom(
    " HTTP/1.0",
    " HTTP/0.9",
    " HTTP/2.0",
    " HTTP/9.9",
    " http/1.1",
    " HTTP/1.1 ",
    "  HTTP/1.1",
    "\tHTTP/1.1",
    "",
  ),
);

/** The header of every HTTP/1.1 request. */
export const HOST = "host: 127.0.0.1";

/** The header of every form. */
export const TYPE = "content-type: application/x-www-form-urlencoded";

/** `Host` lines. */
export const host = mostly<readonly string[]>(
  fc.constant([HOST]),
  fc.constantFrom(
    [],
    ["host: 127.0.0.1", "host: evil.example"],
    ["host:"],
    ["host: ["],
    ["host: a b"],
    ["host: x:99999"],
    ["host: evil.example/account?"],
    ["host: \xff\xfe"],
  ),
  bytes.map((text) => [`host: ${text}`]),
);

/** `Content-Type` lines. */
export const type = mostly<readonly string[]>(
  fc.constant([TYPE]),
  fc.constantFrom(
    [],
    ["content-type: multipart/form-data; boundary="],
    ["content-type: \xff"],
  ),
);

/** Known names in invalid forms, and invalid names. */
const headerName = fc.oneof(
  fc.constantFrom(
    "accept",
    "accept-encoding",
    "accept-language",
    "authorization",
    "cookie",
    "content-type",
    "if-none-match",
    "origin",
    "range",
    "referer",
    "sec-fetch-site",
    "user-agent",
    "x-forwarded-for",
    "x-request-id",
  ),
  fc.constantFrom("", " x", "x ", "x\0", "x y", "\xe9", "__proto__", ":"),
  bytes,
);

const headerValue = fc.oneof(
  bytes,
  fc.constantFrom(
    "",
    "\0",
    "\x7f",
    "\xc3\x28",
    "\xed\xa0\x80",
    "a\r\n folded",
    "a\rb",
    "a\nb: c",
    "access_token_8000=\xff; access_token_8000=a.b.c",
    "x".repeat(9_000),
    "x".repeat(500_000),
  ),
);

const oddHeader = fc.tuple(headerName, headerValue)
  .map(([name, value]) => [`${name}: ${value}`]);

/** Lines of other headers. */
export const header = fc.oneof(
  { weight: 6, arbitrary: oddHeader },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ["expect: 100-continue"],
      ["expect: everything"],
      ["connection: close"],
      ["connection: keep-alive, x", "x: y"],
      ["connection: upgrade", "upgrade: websocket"],
      ["connection: upgrade, http2-settings", "upgrade: h2c"],
      ["te: trailers"],
      ["accept-encoding: gzip, br;q=0"],
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(50, 500).map((count) =>
      Array.from({ length: count }, (_, index) => `x-${index}: y`)
    ),
  },
);
