import { equal, ok } from "node:assert/strict";
import { addressProblem } from "./addresses.ts";

Deno.test("accepts addresses in any script", () => {
  for (
    const address of [
      "ada@example.com",
      " Ada.Lovelace+news@sub.example.co.uk ",
      "jürgen@straße.de",
      "用户@例子.广告",
      "иван@пример.рф",
      `${"a".repeat(64)}@example.com`,
    ]
  ) {
    equal(addressProblem(address), null, address);
  }
});

Deno.test("rejects addresses that can't receive email", () => {
  equal(addressProblem("  "), "emailRequired");
  for (
    const address of [
      "ada",
      "ada@localhost",
      "ada@@example.com",
      "ada@example.com\r\nBcc: eve@example.com",
      '"ada"@example.com',
      "ada@-example.com",
      `${"a".repeat(65)}@example.com`,
    ]
  ) {
    equal(addressProblem(address), "noAddress", address);
  }
});

Deno.test("rejects an over-long address, also when its canonical form is longer", () => {
  const grows = `a@${"\u{FB2C}".repeat(120)}.com`;
  ok(grows.length < 254);
  for (const address of [`a@${"b".repeat(250)}.com`, grows]) {
    equal(addressProblem(address), "addressTooLong");
  }
});

Deno.test("rejects characters that email treats as equal, so that a mailbox has one address", () => {
  for (
    const [address, problem] of [
      ["victim@\u017Fite.example", "addressUnclear"],
      ["victim@\u212Aite.example", "addressUnclear"],
      ["victim@\u0130te.example", "addressUnclear"],
      ["victim@\uFB01t.example", "addressUnclear"],
      ["v\u2170ctim@example.com", "addressUnclear"],
      ["vi\u00DF@example.com", "addressUnclear"],
      ["vi\u1E9E@example.com", "addressUnclear"],
      ["a\u1FEFb@example.com", "addressUnclear"],
      ["v\u200Cictim@example.com", "addressHidden"],
      ["victim@exam\u200Dple.com", "addressHidden"],
      ["victim@exam\uFE00ple.com", "addressHidden"],
      ["victim@exam\u3164ple.com", "addressHidden"],
      ["victim@exam\u{E0041}ple.com", "addressHidden"],
    ]
  ) {
    equal(addressProblem(address), problem, address);
  }
});

Deno.test("rejects hosts that URLs allow but email domains don't", () => {
  for (
    const domain of [
      "192.0.2.1",
      "0xc0.0.2.1",
      "example.1",
      "[192.0.2.1]",
      "example.com.",
      "example.com。",
      "example..com",
      "ex%61mple.com",
      "exam_ple.com",
      "example.com/x",
      "example.com:25",
      "eve:x",
      "example-.com",
      "a\u2100b.com",
      "xn--a.com",
      "xn--bücher-kva.com",
      "aא.com",
      `${"a".repeat(64)}.com`,
      `${"ü".repeat(60)}.com`,
    ]
  ) {
    equal(addressProblem(`ada@${domain}`), "noAddress", domain);
  }
});
