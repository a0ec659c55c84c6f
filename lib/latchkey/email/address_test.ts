import { equal, notEqual } from "node:assert/strict";
import fc from "fast-check";
import { addressKey, addressKeyStart, canonicalAddress } from "./address.ts";
import { shownAddress } from "./shown_address.ts";

Deno.test("the canonical address is the one typed, without spaces and marks around it", () => {
  for (
    const around of [
      "  ",
      "\n",
      "\u00A0",
      "\u0085",
      "\u3000",
      "\u200B",
      "\u200E",
      "\u200F",
      "\u202A\u202E",
      "\u2066\u2069",
      "\uFEFF",
      "\u00AD\u2060\u034F\uFE0F",
      "\u{E0020}",
    ]
  ) {
    equal(canonicalAddress(`${around}Ada@a.example${around}`), "Ada@a.example");
  }
});

Deno.test("the domain is in lower case and A-labels, by non-transitional processing", () => {
  for (
    const [typed, domain] of [
      ["Example.COM", "example.com"],
      ["bücher.example", "xn--bcher-kva.example"],
      ["BÜCHER.example", "xn--bcher-kva.example"],
      ["bu\u0308cher.example", "xn--bcher-kva.example"],
      ["XN--BCHER-KVA.example", "xn--bcher-kva.example"],
      ["ｂüｃｈｅｒ。example", "xn--bcher-kva.example"],
      ["straße.example", "xn--strae-oqa.example"],
      ["STRAẞE.example", "xn--strae-oqa.example"],
      ["strasse.example", "strasse.example"],
      ["βόλος.example", "xn--nxasmm1c.example"],
      ["βόλοσ.example", "xn--nxasmq6b.example"],
      ["xn--mgba3gch31f060k.example", "xn--mgba3gch31f060k.example"],
      ["paral·lel.example", "xn--parallel-koa.example"],
    ]
  ) {
    equal(canonicalAddress(`ada@${typed}`), `ada@${domain}`, typed);
  }
});

Deno.test("addresses that differ in case, spaces or composition have one key", () => {
  const keyOf = (typed: string) => addressKey(`${typed}@example.com`);
  for (
    const [one, other] of [
      [" ADA", "ada"],
      ["Zoe\u0308", "zo\u00EB"],
      ["ΝΊΚΟΣ.Κ", "νίκος.κ"],
      ["νίκοσ", "νίκος"],
    ]
  ) {
    equal(keyOf(one), keyOf(other), one);
  }
  equal(addressKey("ada@Bücher.example"), "ada@xn--bcher-kva.example");
});

Deno.test("addresses that differ in letters, dots or tags have two keys", () => {
  const ada = addressKey("ada@example.com");
  for (
    const other of [
      "a.da@example.com",
      "ada+1@example.com",
      "\uFF41da@example.com",
      "ad\u200Ba@example.com",
    ]
  ) {
    notEqual(addressKey(other), ada);
  }
  for (
    const [one, other] of [["yıl", "yil"], ["ᾳ", "αι"], ["\u1C80ера", "вера"]]
  ) {
    notEqual(addressKey(`${one}@a.example`), addressKey(`${other}@a.example`));
  }
});

Deno.test("what folds to the address of somebody has another key", () => {
  const mark = addressKey("mark.x@squat.example");
  for (
    const typed of ["mar\u212A.x@squat.example", "mark.x@\u017Fquat.example"]
  ) {
    equal(canonicalAddress(typed), null);
    notEqual(addressKey(typed), mark);
  }
});

Deno.test("a key's key is the same key, and always well-formed", () => {
  const domain = fc.constantFrom("a.example", "BÜCHER.example", "ſ.example");
  const address = fc.tuple(fc.string({ unit: "binary" }), domain)
    .map(([local, domain]) => `${local}@${domain}`);
  const text = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(fc.oneof(address, text), (typed) => {
      const key = addressKey(typed);
      equal(addressKey(key), key);
      const canonical = canonicalAddress(typed);
      equal(addressKey(canonical ?? typed), key);
      equal(canonicalAddress(canonical ?? ""), canonical);
      equal(canonicalAddress(key) === null, canonical === null);
      equal(key.isWellFormed(), true);
    }),
    { numRuns: 1000 },
  );
  equal(addressKey("a\ud800@example.com"), "a\ufffd@example.com");
});

/** Characters without case that nothing folds: most of Unicode. */
const UNFOLDED = /[\p{Cn}\p{Co}\p{Unified_Ideograph}\p{Script=Hangul}]/u;

Deno.test("the key of any letter's key is the same key", () => {
  for (let point = 0; point <= 0x10ffff; point++) {
    const letter = String.fromCodePoint(point);
    if (UNFOLDED.test(letter)) continue;
    const key = addressKey(letter);
    equal(addressKey(key), key, `U+${point.toString(16)}`);
  }
});

Deno.test("the start of an address is the start of its key", () => {
  const address = "Zoë.B@shop.bücher.example";
  const key = addressKey(address);
  for (
    const typed of ["", " Z", "Zoë", "Zoë.B@", "Zoë.B@sho", "Zoë.B@shop.bü"]
  ) {
    const start = addressKeyStart(typed);
    equal(key.startsWith(start), true, start);
  }
  equal(addressKeyStart(address), key);
  equal(addressKeyStart("ada@exam"), "ada@exam");
});

Deno.test("an address is shown with U-labels, unless they could not be typed back", () => {
  for (
    const [canonical, shown] of [
      ["Ada@xn--bcher-kva.example", "Ada@bücher.example"],
      ["ada@xn--strae-oqa.example", "ada@straße.example"],
      ["xn--ada@example.com", "xn--ada@example.com"],
      // Its U-label holds a zero-width non-joiner.
      ["a@xn--mgba3gch31f060k.example", "a@xn--mgba3gch31f060k.example"],
      ["a@xn--zz.example", "a@xn--zz.example"],
    ]
  ) {
    equal(shownAddress(canonical), shown);
  }
});
