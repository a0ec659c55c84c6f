/**
 * Request bodies as bytes, and the headers that delimit them.
 *
 * @module
 */
import fc from "fast-check";

/** A form that is read and changes nothing. */
export const FORM = "username=nobody%40example.com&password=nothing";

const chunk = fc.oneof(
  fc.constant(`${FORM.length.toString(16)}\r\n${FORM}\r\n`),
  fc.constantFrom(
    "5\r\nname",
    "4;x=\xff\r\nname\r\n",
    "4 \r\nname\r\n",
    "4\nname\n",
    "zz\r\nname\r\n",
    "-1\r\nname\r\n",
    "\r\n",
    "ffffffffffffffff\r\nname\r\n",
    "10000000000000000\r\nname\r\n",
    `${"0".repeat(9_000)}4\r\nname\r\n`,
    `11170\r\n${"x".repeat(70_000)}\r\n`,
  ),
);

const chunkedEnd = fc.oneof(
  fc.constant("0\r\n\r\n"),
  fc.constantFrom(
    "",
    "0",
    "0\r\n",
    "0\r\ntrailer: \xff\r\n\r\n",
    "0\r\ncontent-length: 9\r\n\r\n",
  ),
);

/** Headers with a body's length, and the body. */
export type Framed = readonly [lines: readonly string[], body: string];

const oddLength = fc.constantFrom(
  ["content-length: 5", "content-length: 6"],
  ["content-length: 5", "content-length: 5"],
  ["content-length: 5, 5"],
  ["content-length: 60"],
  ["content-length: 99999999"],
  ["content-length: 99999999999999999999"],
  ["content-length: -1"],
  ["content-length: +5"],
  ["content-length: 0x5"],
  ["content-length:"],
  ["content-length: 5", "transfer-encoding: chunked"],
  ["transfer-encoding: identity"],
  ["transfer-encoding: gzip, chunked"],
  ["transfer-encoding: chunked, chunked"],
  ["transfer-encoding: \x0bchunked"],
  ["transfer-encoding: chunked", "transfer-encoding: x"],
).map((lines): Framed => [lines, FORM]);

const chunked = fc.tuple(fc.array(chunk, { maxLength: 3 }), chunkedEnd)
  .map(([chunks, end]): Framed => [
    ["transfer-encoding: chunked"],
    chunks.join("") + end,
  ]);

/** A body with an odd or wrong length. */
export const oddlyFramed = fc.oneof(oddLength, chunked);
