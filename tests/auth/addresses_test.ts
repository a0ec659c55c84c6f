import { equal, notEqual } from "node:assert/strict";
import fc from "fast-check";
import { addressKey, displayAddress } from "../../lib/auth/addresses.ts";

Deno.test("the address shown is the one typed, without the spaces around it", () => {
  equal(displayAddress("  Ada@Example.com\n"), "Ada@Example.com");
});

Deno.test("addresses that differ in case, spaces or composition are one", () => {
  equal(addressKey(" ADA@Example.COM "), addressKey("ada@example.com"));
  equal(
    addressKey("Zoe\u0308@example.com"),
    addressKey("zo\u00EB@example.com"),
  );
});

Deno.test("addresses that differ in letters, dots or tags are two", () => {
  notEqual(addressKey("a.da@example.com"), addressKey("ada@example.com"));
  notEqual(addressKey("ada+1@example.com"), addressKey("ada@example.com"));
  notEqual(addressKey("\uFF41da@example.com"), addressKey("ada@example.com"));
});

Deno.test("a key's key is the same key, and always well-formed", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (typed) => {
    const key = addressKey(typed);
    equal(addressKey(key), key);
    equal(addressKey(displayAddress(typed)), key);
    equal(key.isWellFormed(), true);
  }));
  equal(addressKey("a\ud800@example.com"), "a\ufffd@example.com");
});
