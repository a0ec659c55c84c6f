/**
 * What holds for the messages of every language.
 *
 * @module
 */
import { deepStrictEqual, equal, ok } from "node:assert/strict";
import type { Language } from "../../lib/latchkey/i18n/messages.ts";
import { sentencesOf } from "./sentences.ts";

const holesOf = (sentence: string): string[] =>
  sentence.match(/\{\w*\}/g)?.sort() ?? [];

/** Registers a test that holds a language against English. */
export function testWellFormed(language: Language, english: Language): void {
  Deno.test(`the words of ${language.name}`, async (t) => {
    const sentences = sentencesOf(language);
    const model = sentencesOf(english);

    await t.step("no other keys than English", () => {
      deepStrictEqual([...sentences.keys()].sort(), [...model.keys()].sort());
    });

    await t.step("every hole of the English sentence, and no other", () => {
      for (const [path, forms] of sentences) {
        const wanted = holesOf(model.get(path)!.at(-1)!);
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
