import { equal, ok } from "node:assert/strict";
import { isCommonPassword } from "./common_passwords.ts";
import { findPasswordProblem } from "./new_passwords.ts";
import { passwordStrength } from "./password_strength.ts";
import { TEST_SITE } from "../../testing/site.ts";

const RULES = {
  minLength: 8,
  siteName: TEST_SITE.name,
  address: "Ada.Lovelace@example.com",
};

Deno.test("accepts any characters when there are enough of them", async () => {
  for (
    const password of [
      "tractor moon",
      "kxqwzvbnm",
      "93 17 40 28",
      "über den Wolken",
      "コレクト馬電池主食",
      "🐎🔋🖇️🐎🔋🖇️🐎🔋",
      "orbit" + " ".repeat(63) + "velvet",
    ]
  ) equal(await findPasswordProblem(password, RULES), null, password);
});

Deno.test("counts the minimum length in characters after NFKC", async () => {
  for (const password of ["", "seven c", "😀".repeat(7), "e\u0301".repeat(7)]) {
    equal(await findPasswordProblem(password, RULES), "passwordTooShort");
  }
  equal(
    await findPasswordProblem("ﬃ kxqzv", RULES),
    null,
    "one sign, three letters",
  );
  const rules = { ...RULES, minLength: 15 };
  equal(await findPasswordProblem("fourteen chars", rules), "passwordTooShort");
});

Deno.test("rejects more than 256 characters after NFKC instead of truncating", async () => {
  for (const password of ["a".repeat(257), "é".repeat(257), "ﬃ".repeat(86)]) {
    equal(await findPasswordProblem(password, RULES), "passwordTooLong");
  }
  equal(await findPasswordProblem("xy".repeat(128), RULES), null);
});

Deno.test("rejects common passwords in any case and character width", async () => {
  for (
    const password of [
      "password",
      "PassWord1",
      "12345678",
      "qwertyuiop",
      "iloveyou",
      "ｐａｓｓｗｏｒｄ",
    ]
  ) equal(await findPasswordProblem(password, RULES), "passwordCommon");
});

Deno.test("rejects a password that contains the email's local part or the site's name", async () => {
  const withName = await findPasswordProblem("xx ADA.LOVELACE 1", RULES);
  equal(withName, "passwordHasAddress");
  const withSite = await findPasswordProblem(
    `My${TEST_SITE.name.replaceAll(" ", "")} 2030`,
    RULES,
  );
  equal(withSite, "passwordHasSite");
  const short = { ...RULES, address: "ada@example.com" };
  equal(await findPasswordProblem("canada in winter", short), null);
});

/** Variations that `isCommonPassword` catches beyond the list. */
const VARIATIONS = [
  "P@ssw0rd1",
  "Password@123",
  "iloveyou12345",
  "!Welcome2026!",
  "Qwerty#1",
  "Drag0n!!99",
  "$unshine1",
  "5hadow!2024",
  "we1c0me#7",
  "p@$$w0rd2024",
  "pass-word-1",
  "Abc@12345",
  "12345678!",
  "Summer2026!!",
  "Frühling2026",
  "ＰＡＳＳＷＯＲＤ_99",
  "123-password-456",
  "🔑🔑 dragon 🔑🔑",
  "مرحبا 2026",
  "مرحبا ٢٠٢٦",
  "١٢٣٤٥٦٧٨٩",
  "۱۲۳۴۵۶۷۸",
];

for (const password of VARIATIONS) {
  Deno.test(`${password} is a variation of a common password, and not strong by the meter`, async () => {
    equal(await findPasswordProblem(password, RULES), "passwordCommon");
    ok(["weak", "fair"].includes(passwordStrength(password, RULES)));
  });
}

Deno.test("accepts a common word among others", async () => {
  for (
    const password of [
      "dragon moon tractor",
      "correct horse battery staple",
      "password tractor moon",
      "MyDogRex2015",
      "zebra-Lampe-38",
    ]
  ) equal(await findPasswordProblem(password, RULES), null, password);
});

/**
 * Ways to generate good passwords, with a fixed seed so that they are the same
 * every time.
 */
const GENERATED: Record<string, (pick: (from: string) => string) => string> = {
  "letters and digits": (pick) =>
    many(12, () => pick("abcdefghijklmnopqrstuvwxyz0123456789")),
  "letters, digits and signs": (pick) => many(16, () => pick(PRINTABLE)),
  "syllables, two digits and a sign": (pick) =>
    many(5, () => pick("bcdfghjklmnpqrstvwxz") + pick("aeiou")) +
    pick("0123456789") + pick("0123456789") + pick("!#$%&"),
};

const PRINTABLE = String.fromCharCode(
  ...Array.from({ length: 94 }, (_, index) => index + 33),
);

function many(count: number, make: () => string): string {
  return Array.from({ length: count }, make).join("");
}

for (const [name, generate] of Object.entries(GENERATED)) {
  Deno.test(`accepts every password of ${name} and takes under a millisecond each`, async () => {
    let state = 1;
    const pick = (from: string) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return from[Math.floor(state / 2 ** 32 * from.length)];
    };
    await isCommonPassword("loads the list");
    const start = performance.now();
    for (let index = 0; index < 5_000; index++) {
      const password = generate(pick);
      equal(await isCommonPassword(password), false, password);
    }
    const milliseconds = (performance.now() - start) / 5_000;
    ok(milliseconds < 1, `${milliseconds} ms per look-up`);
  });
}
