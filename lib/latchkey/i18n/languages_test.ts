import { deepStrictEqual, equal, ok } from "node:assert/strict";
import { ARABIC, ENGLISH, languageOf } from "./languages.ts";
import { format, plural } from "./format.ts";
import { TEST_SITE } from "../testing/site.ts";
import { sentencesOf, testWellFormed } from "../testing/well_formed.ts";

const english = sentencesOf(ENGLISH);
const { languages } = TEST_SITE;

Deno.test("each file contains the language it is named after, and English comes first", async () => {
  const files = await Array.fromAsync(
    Deno.readDir("lib/latchkey/i18n/languages"),
    ({ name }) => name.replace(/\.ts$/, ""),
  );
  const codes = languages.map(({ code }) => code);
  deepStrictEqual(codes.toSorted(), files.sort());
  equal(codes[0], "en");
  equal(languageOf(TEST_SITE, "tlh"), undefined);
  equal(languageOf(TEST_SITE, "__proto__"), undefined);
});

for (const language of languages) testWellFormed(language, ENGLISH);

for (const language of languages) {
  if (language === ENGLISH) continue;
  Deno.test(`translates every message of the library into ${language.name}`, () => {
    const same = [...sentencesOf(language)]
      .filter(([path, [first]]) => first === english.get(path)![0]);
    deepStrictEqual(same, []);
  });
}

/** How many attempts are left, in Arabic. */
function tries(count: number): string {
  const { locale, messages } = ARABIC;
  return plural(locale, messages.wait.attempts, count);
}

Deno.test("follows the plural rules of English", () => {
  const forms = { one: "a minute", other: "{count} minutes" };
  equal(plural("en-GB", forms, 1), "a minute");
  equal(plural("en-GB", forms, 2), "2 minutes");
});

Deno.test("follows the six plural rules of Arabic", () => {
  ok(tries(2).includes("دقيقتين"));
  ok(tries(5).includes("دقائق"));
  ok(tries(30).includes("دقيقة"));
});

Deno.test("inserts values unchanged and keeps placeholders without a value", () => {
  equal(format("{a} and {b}", { a: "{b}$&", b: 1 }), "{b}$& and 1");
  equal(format("{a} and {b}", { a: 1 }), "1 and {b}");
});
