import { deepStrictEqual, equal, ok } from "node:assert/strict";
import { ENGLISH, languageOf, languages } from "../../lib/i18n/languages.ts";
import { plural, say } from "../../lib/i18n/say.ts";
import { sentencesOf } from "./sentences.ts";

const holesOf = (sentence: string): string[] =>
  sentence.match(/\{\w*\}/g)?.sort() ?? [];

const english = sentencesOf(ENGLISH);

Deno.test("English, German and Arabic are there", () => {
  deepStrictEqual([...languages.keys()], ["en", "ar", "de"]);
  equal(languageOf("ar")?.direction, "rtl");
  equal(languageOf("tlh"), undefined);
  equal(languageOf("__proto__"), undefined);
});

for (const language of languages.values()) {
  Deno.test(`the words of ${language.name}`, async (t) => {
    const sentences = sentencesOf(language);

    await t.step("no other keys than English", () => {
      deepStrictEqual([...sentences.keys()].sort(), [...english.keys()].sort());
    });

    await t.step("every hole of the English sentence, and no other", () => {
      for (const [path, forms] of sentences) {
        const wanted = holesOf(english.get(path)!.at(-1)!);
        for (const form of forms) {
          const holes = holesOf(form);
          // "One minute" need not name the number.
          const isShort = forms.length > 1 && !holes.includes("{count}");
          const rest = wanted.filter((hole) => !isShort || hole !== "{count}");
          deepStrictEqual(holes, rest, `${language.code}${path}: ${form}`);
        }
      }
    });

    await t.step("nothing is empty or begins or ends with a space", () => {
      for (const [path, forms] of sentences) {
        for (const form of forms) {
          ok(form !== "" && form === form.trim(), `${language.code}${path}`);
        }
      }
    });

    await t.step("its locales are ones that the platform knows", () => {
      const { code, locale } = language;
      const known = Intl.DateTimeFormat.supportedLocalesOf([code, locale]);
      equal(known.length, new Set([code, locale]).size);
    });
  });
}

Deno.test("a language of its own words, not English ones left over", () => {
  for (const code of ["de", "ar"]) {
    const same = [...sentencesOf(languageOf(code)!)]
      .filter(([path, [first]]) => first === english.get(path)![0])
      .map(([path]) => path);
    deepStrictEqual(same, SAME_IN[code], code);
  }
});

/** What is spelt alike in English. */
const SAME_IN: Record<string, string[]> = {
  de: [
    ".account.name",
    ".account.rows.name.title",
    ".name.title",
    ".name.label",
    ".activity.withDetail",
    ".activity.onDevice",
  ],
  ar: [".activity.withDetail"],
};

Deno.test("plurals go by the rules of the language", () => {
  const tries = (code: string, count: number) => {
    const { locale, words } = languageOf(code)!;
    return plural(locale, words.wait.tries, count);
  };
  equal(tries("en", 1), "Too many tries. Wait a minute, then try again.");
  equal(tries("en", 2), "Too many tries. Wait 2 minutes, then try again.");
  ok(tries("ar", 2).includes("دقيقتين"));
  ok(tries("ar", 5).includes("دقائق"));
  ok(tries("ar", 30).includes("دقيقة"));
});

Deno.test("a value is put in as it is, and a hole without one stays", () => {
  equal(say("{a} and {b}", { a: "{b}$&", b: 1 }), "{b}$& and 1");
  equal(say("{a} and {b}", { a: 1 }), "1 and {b}");
});
