import { deepStrictEqual, equal, ok } from "node:assert/strict";
import { ARABIC, ENGLISH, languageOf } from "./languages.ts";
import { format, plural } from "./format.ts";
import { TEST_SITE } from "../testing/site.ts";
import { sentencesOf, testWellFormed } from "../testing/well_formed.ts";

const english = sentencesOf(ENGLISH);
const { languages } = TEST_SITE;

Deno.test("each file is the language that its name says, and English comes first", async () => {
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
  Deno.test(`the library has messages of its own in ${language.name}`, () => {
    const same = [...sentencesOf(language)]
      .filter(([path, [first]]) => first === english.get(path)![0]);
    deepStrictEqual(same, []);
  });
}

/** How often somebody may try, in Arabic. */
function tries(count: number): string {
  const { locale, messages } = ARABIC;
  return plural(locale, messages.wait.tries, count);
}

Deno.test("plurals go by the rules of English", () => {
  const forms = { one: "a minute", other: "{count} minutes" };
  equal(plural("en-GB", forms, 1), "a minute");
  equal(plural("en-GB", forms, 2), "2 minutes");
});

Deno.test("plurals go by the rules of Arabic, which has six", () => {
  ok(tries(2).includes("دقيقتين"));
  ok(tries(5).includes("دقائق"));
  ok(tries(30).includes("دقيقة"));
});

Deno.test("a value is put in as it is, and a placeholder without one stays", () => {
  equal(format("{a} and {b}", { a: "{b}$&", b: 1 }), "{b}$& and 1");
  equal(format("{a} and {b}", { a: 1 }), "1 and {b}");
});
