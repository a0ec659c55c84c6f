import { equal, ok } from "node:assert/strict";
import { isCommonPassword } from "../../lib/auth/common_passwords.ts";
import { refuseNewPassword } from "../../lib/auth/new_passwords.ts";
import { SITE_NAME } from "../../lib/site.ts";

const RULES = { minLength: 8, address: "Ada.Lovelace@example.com" };

Deno.test("any mixture of characters will do when there are enough of them", async () => {
  for (
    const password of [
      "tractor moon",
      "kxqwzvbnm",
      "93 17 40 28",
      "über den Wolken",
      "コレクト馬電池主食",
      "🐎🔋🖇️🐎🔋🖇️🐎🔋",
      "a".repeat(9) + " ".repeat(63),
    ]
  ) equal(await refuseNewPassword(password, RULES), null, password);
});

Deno.test("too short is counted in characters, as they are after NFKC", async () => {
  for (const password of ["", "seven c", "😀".repeat(7), "e\u0301".repeat(7)]) {
    equal(await refuseNewPassword(password, RULES), "passwordTooShort");
  }
  equal(
    await refuseNewPassword("ﬃ kxqzv", RULES),
    null,
    "one sign, three letters",
  );
  const rules = { ...RULES, minLength: 15 };
  equal(await refuseNewPassword("fourteen chars", rules), "passwordTooShort");
});

Deno.test("longer than 256 characters after NFKC is refused, never cut", async () => {
  for (const password of ["a".repeat(257), "é".repeat(257), "ﬃ".repeat(86)]) {
    equal(await refuseNewPassword(password, RULES), "passwordTooLong");
  }
  equal(await refuseNewPassword("xy".repeat(128), RULES), null);
});

Deno.test("common passwords are refused in any case and any width of letters", async () => {
  for (
    const password of [
      "password",
      "PassWord1",
      "12345678",
      "qwertyuiop",
      "iloveyou",
      "ｐａｓｓｗｏｒｄ",
    ]
  ) equal(await refuseNewPassword(password, RULES), "passwordCommon");
});

Deno.test("a password with the address' name or the site's in it is refused", async () => {
  const withName = await refuseNewPassword("xx ADA.LOVELACE 1", RULES);
  equal(withName, "passwordHasAddress");
  const withSite = await refuseNewPassword(
    `My${SITE_NAME.replaceAll(" ", "")} 2030`,
    RULES,
  );
  equal(withSite, "passwordHasSite");
  const short = { ...RULES, address: "ada@example.com" };
  equal(await refuseNewPassword("canada in winter", short), null);
});

Deno.test("no random password is taken for a common one, and a look-up takes under a millisecond", async () => {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  const passwords = Array.from({ length: 5_000 }, () => {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    return Array.from(bytes, (byte) => letters[byte % 36]).join("");
  });
  await isCommonPassword("loads the list");
  let refused = 0;
  const start = performance.now();
  for (const password of passwords) {
    if (await isCommonPassword(password)) refused++;
  }
  const milliseconds = (performance.now() - start) / passwords.length;
  // 36^12 passwords against 50,000: none is met by chance.
  equal(refused, 0);
  ok(milliseconds < 1, `${milliseconds} ms a look-up`);
});
