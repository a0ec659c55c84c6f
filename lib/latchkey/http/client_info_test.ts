import { equal } from "node:assert/strict";
import { maskedClient, shortenedUserAgent } from "./client_info.ts";

Deno.test("shortens a client's address to its network and rejects invalid ones", () => {
  equal(maskedClient("192.0.2.17"), "192.0.2.x");
  equal(maskedClient("2001:db8:1:2::/64"), "2001:db8:1::x");
  equal(maskedClient("fe80:0:0:0::/64"), "fe80:0:0::x");
  equal(maskedClient("unknown"), "");
  equal(maskedClient(null), "");
});

Deno.test("shortens the user agent to one line", () => {
  equal(shortenedUserAgent(null), "");
  equal(
    shortenedUserAgent("  Firefox\r\nSet-Cookie: x\0 "),
    "Firefox  Set-Cookie: x",
  );
  equal(shortenedUserAgent("x".repeat(9999)).length, 256);
  equal(shortenedUserAgent(`${"x".repeat(255)}\u{1F600}`).isWellFormed(), true);
});
