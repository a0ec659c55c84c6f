import { equal, notEqual } from "node:assert/strict";
import fc from "fast-check";
import { addressKey, addressKeyStart, canonicalAddress } from "./address.ts";
import { shownAddress } from "./shown_address.ts";

Deno.test("keeps the typed address, without surrounding spaces and marks", () => {
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

Deno.test("converts the domain to lower case and A-labels by non-transitional processing", () => {
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

Deno.test("gives one key to addresses that differ in case, spaces or composition", () => {
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

Deno.test("gives different keys to addresses that differ in letters, dots or tags", () => {
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

Deno.test("gives another key to a confusable address", () => {
  const mark = addressKey("mark.x@squat.example");
  for (
    const typed of ["mar\u212A.x@squat.example", "mark.x@\u017Fquat.example"]
  ) {
    equal(canonicalAddress(typed), null);
    notEqual(addressKey(typed), mark);
  }
});

Deno.test("is idempotent and always well-formed", () => {
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

Deno.test("is idempotent for every letter", () => {
  for (let point = 0; point <= 0x10ffff; point++) {
    const letter = String.fromCodePoint(point);
    if (UNFOLDED.test(letter)) continue;
    const key = addressKey(letter);
    equal(addressKey(key), key, `U+${point.toString(16)}`);
  }
});

Deno.test("maps a prefix of an address to a prefix of its key", () => {
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

Deno.test("shows U-labels unless they couldn't be typed back", () => {
  for (
    const [canonical, shown] of [
      ["Ada@xn--bcher-kva.example", "Ada@bücher.example"],
      ["ada@xn--strae-oqa.example", "ada@straße.example"],
      ["xn--ada@example.com", "xn--ada@example.com"],
      // Its U-label contains a zero-width non-joiner.
      ["a@xn--mgba3gch31f060k.example", "a@xn--mgba3gch31f060k.example"],
      ["a@xn--zz.example", "a@xn--zz.example"],
    ]
  ) {
    equal(shownAddress(canonical), shown);
  }
});
