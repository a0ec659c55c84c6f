import assert from "node:assert/strict";
import fc from "fast-check";
import {
  passwordStrength,
  type Strength,
  STRENGTHS,
} from "./password_strength.ts";

const rules = {
  minLength: 8,
  siteName: "Test site",
  address: "Anna.Lovelace@example.com",
};
const judge = (password: string) => passwordStrength(password, rules);

const EXPECTED: Record<Strength, readonly string[]> = {
  weak: [
    "",
    "aaaaaaaaaaaaaaa",
    "abababababababab",
    "abcabcabcabcabc",
    "qwertyuiop",
    "poiuytrewq",
    "QWERTYUIOP",
    "asdfghjkl",
    "1qaz2wsx3edc",
    "12345678901234567890",
    "abcdefghijklmnop",
    "zyxwvutsrqponm",
    "password1",
    "P@ssw0rd!23",
    "Summer2026!",
    "annalovelace",
    "anna.lovelace@example.com",
    "kX9#mQ2",
  ],
  fair: ["correct horse", "tractor moonlight", "MyDogRex2015"],
  good: ["correcthorsebatterystaple", "zebra-Lampe-38"],
  strong: [
    "correct horse battery staple",
    "orbit velvet cactus ladder plum",
    "kX9#mQ2$vL7!",
    "это мой пароль, а не твой",
  ],
};

for (const strength of STRENGTHS) {
  for (const password of EXPECTED[strength]) {
    Deno.test(`${JSON.stringify(password)} is ${strength}`, () => {
      assert.equal(judge(password), strength);
    });
  }
}

Deno.test("another character never makes a password weaker", () => {
  const rank = (password: string) => STRENGTHS.indexOf(judge(password));
  const text = fc.array(
    fc.oneof(
      fc.constantFrom("anna", "qwe", "123", "pass", "aaa", " ", "A", "é", "密"),
      fc.string({ unit: "grapheme", maxLength: 3 }),
    ),
    { maxLength: 20 },
  );
  fc.assert(fc.property(text, (pieces) => {
    let before = "";
    for (const piece of pieces) {
      // Parts that compose into one character count as one keystroke: é from e
      // and ´.
      const longer = (before + piece).normalize("NFKC");
      if (!longer.startsWith(before)) return;
      assert.ok(rank(longer) >= rank(before), `${before} → ${longer}`);
      before = longer;
    }
  }));
});

Deno.test("rates a password below the minimum length as weak, whatever it contains", () => {
  const strict = { ...rules, minLength: 15 };
  assert.equal(passwordStrength("kX9#mQ2$vL7!", strict), "weak");
  assert.equal(passwordStrength("kX9#mQ2$vL7!pR4", strict), "strong");
});

Deno.test("rates a password weaker when it comes from the user's address", () => {
  const other = { ...rules, address: "bert@example.com" };
  const rank = (address: typeof rules) =>
    STRENGTHS.indexOf(passwordStrength("lovelace-anna-38", address));
  assert.ok(rank(rules) < rank(other));
});

Deno.test("rates a pasted book at once", () => {
  const began = performance.now();
  judge("It was the best of times. ".repeat(10_000));
  assert.ok(performance.now() - began < 500);
});
