import { equal, ok } from "node:assert/strict";
import { addressProblem } from "../../lib/forms/addresses.ts";

Deno.test("addresses as people have them fit, in any alphabet", () => {
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

Deno.test("what mail cannot go to is refused", () => {
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

Deno.test("an address that is too long is refused, also when it becomes so in the form that is compared", () => {
  const grows = `a@${"\u{FB2C}".repeat(120)}.com`;
  ok(grows.length < 254);
  for (const address of [`a@${"b".repeat(250)}.com`, grows]) {
    equal(addressProblem(address), "addressTooLong");
  }
});

Deno.test("one mailbox has one address: other characters that mail takes for the same are refused", () => {
  for (
    const address of [
      "victim@\uFF45xample.com",
      "victim@exampl\u1D49.com",
      "victim@\u017Fite.com",
      "v\u2170ctim@example.com",
      "victim@example\uFF0Ecom",
    ]
  ) {
    equal(addressProblem(address), "noAddress", address);
  }
});
