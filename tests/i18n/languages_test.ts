import { deepStrictEqual, equal, ok } from "node:assert/strict";
import {
  ENGLISH,
  languageOf,
  languages,
} from "../../lib/latchkey/i18n/languages.ts";
import { plural, say } from "../../lib/latchkey/i18n/say.ts";
import {
  isNotTranslatedYet,
  NOT_TRANSLATED_YET,
  SPELT_ALIKE,
} from "./english_left.ts";
import { sentencesOf } from "./sentences.ts";
import { testIn } from "./test_in.ts";

const holesOf = (sentence: string): string[] =>
  sentence.match(/\{\w*\}/g)?.sort() ?? [];

const english = sentencesOf(ENGLISH);

Deno.test("each file is the language that its name says, and English comes first", async () => {
  const files = await Array.fromAsync(
    Deno.readDir("lib/latchkey/i18n/languages"),
    ({ name }) => name.replace(/\.ts$/, ""),
  );
  deepStrictEqual([...languages.keys()].sort(), files.sort());
  equal([...languages.keys()][0], "en");
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

for (const language of languages.values()) {
  if (language === ENGLISH) continue;
  const { code, name } = language;
  Deno.test(`${name} has words of its own, and English ones where tests/i18n/english_left.ts knows of them`, () => {
    const same = [...sentencesOf(language)]
      .filter(([path, [first]]) => first === english.get(path)![0])
      .map(([path]) => path);
    const left = same.filter((path) => !isNotTranslatedYet(code, path));
    const alike = SPELT_ALIKE[code]?.filter((path) =>
      !isNotTranslatedYet(code, path)
    );
    deepStrictEqual(left, alike ?? []);
    for (const part of NOT_TRANSLATED_YET[code] ?? []) {
      const isLeft = same.some((path) => `${path}.`.startsWith(`${part}.`));
      ok(isLeft, `${code}: ${part} is translated: take it off the list`);
    }
  });
}

/** How often somebody may try, in a language. */
function tries(code: string, count: number): string {
  const { locale, words } = languageOf(code)!;
  return plural(locale, words.wait.tries, count);
}

Deno.test("plurals go by the rules of English", () => {
  const forms = { one: "a minute", other: "{count} minutes" };
  equal(plural("en-GB", forms, 1), "a minute");
  equal(plural("en-GB", forms, 2), "2 minutes");
});

testIn(["ar"], "plurals go by the rules of Arabic, which has six", () => {
  ok(tries("ar", 2).includes("دقيقتين"));
  ok(tries("ar", 5).includes("دقائق"));
  ok(tries("ar", 30).includes("دقيقة"));
});

Deno.test("a value is put in as it is, and a hole without one stays", () => {
  equal(say("{a} and {b}", { a: "{b}$&", b: 1 }), "{b}$& and 1");
  equal(say("{a} and {b}", { a: 1 }), "1 and {b}");
});
