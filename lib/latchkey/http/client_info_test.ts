import { equal } from "node:assert/strict";
import { maskedClient, shortenedUserAgent } from "./client_info.ts";

Deno.test("a client is shortened to its neighbourhood, and nothing is made up", () => {
  equal(maskedClient("192.0.2.17"), "192.0.2.x");
  equal(maskedClient("2001:db8:1:2::/64"), "2001:db8:1::x");
  equal(maskedClient("fe80:0:0:0::/64"), "fe80:0:0::x");
  equal(maskedClient("unknown"), "");
  equal(maskedClient(null), "");
});

Deno.test("what a browser calls itself is kept short and on one line", () => {
  equal(shortenedUserAgent(null), "");
  equal(
    shortenedUserAgent("  Firefox\r\nSet-Cookie: x\0 "),
    "Firefox  Set-Cookie: x",
  );
  equal(shortenedUserAgent("x".repeat(9999)).length, 256);
  equal(shortenedUserAgent(`${"x".repeat(255)}\u{1F600}`).isWellFormed(), true);
});
